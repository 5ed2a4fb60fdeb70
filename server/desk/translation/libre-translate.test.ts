import { expect, test } from 'vitest';
import { z } from 'zod';
import { isDown, mayPass, problemOf } from './fault-words.ts';
import { readAnswer } from './libre-translate.ts';

const answered = (status: number, body: unknown = {}) => ({
  answered: true as const,
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const faultOf = (answer: Parameters<typeof readAnswer>[0]) => {
  const read = readAnswer(answer, z.object({ translatedText: z.string() }));
  return read.ok ? null : read.fault;
};

test.each([
  [answered(200, { translatedText: 'Hello' }), null],
  [answered(200, '<html>Welcome</html>'), 'not-understood'],
  [answered(200, ''), 'not-understood'],
  [answered(302), 'not-understood'],
  [answered(404), 'not-understood'],
  [answered(401), 'key-refused'],
  [answered(403, { error: 'Invalid API key' }), 'key-refused'],
  [answered(400, { error: 'Please contact the operator to get an API key' }), 'key-refused'],
  [answered(400, { error: 'xx is not supported' }), 'language-unknown'],
  [answered(400, { error: 'Invalid request: missing q parameter' }), 'not-understood'],
  [answered(429), 'busy'],
  [answered(503), 'faulty'],
  [{ answered: false, reason: 'ECONNREFUSED', isForGood: false }, 'unreachable'],
  [{ answered: false, reason: 'late', isForGood: false, isLate: true }, 'too-slow'],
  [{ answered: false, reason: 'private', isForGood: true }, 'refused-address'],
] as const)('%j is told as %s (N33)', (answer, fault) => {
  expect(faultOf(answer)).toBe(fault);
});

test('what may pass is tried again, what stands in the way of everybody is waited for by nobody, and each has words (N33)', () => {
  expect((['unreachable', 'too-slow', 'busy', 'faulty'] as const).every(mayPass)).toBe(true);
  expect((['key-refused', 'language-unknown', 'limit', 'off'] as const).some(mayPass)).toBe(false);
  expect((['unreachable', 'too-slow', 'busy'] as const).every(isDown)).toBe(true);
  expect(isDown('faulty')).toBe(false);
  expect(problemOf('limit')).toMatchObject({ fault: 'limit', message: expect.stringContaining('limit') });
});
