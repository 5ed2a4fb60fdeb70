import { expect, test } from 'vitest';
import { happeningWords, leftWords } from './act-words.ts';

const at = '2026-11-20T12:00:00.000Z';
const nowMs = Date.parse(at);
const after = (ms: number) => new Date(nowMs + ms).toISOString();

test('a removal that was not ours is its author’s', () => {
  expect(happeningWords({ what: 'removed', by: null, at })).toMatch(/^Deleted by its author at /);
  expect(happeningWords({ what: 'hidden', by: 'A rule of the page', at })).toMatch(
    /^Hidden by a rule of the page at /,
  );
  expect(happeningWords({ what: 'hidden', by: null, at })).toMatch(/^Hidden by somebody on Facebook at /);
});

test('what is left for a private reply is told down to its last minute, and not after', () => {
  expect(leftWords(after(6 * 86_400_000 + 23 * 3_600_000 + 5_000), nowMs)).toBe('6 d 23 h left');
  expect(leftWords(after(3_600_000 + 60_000), nowMs)).toBe('1 h 1 min left');
  expect(leftWords(after(1), nowMs)).toBe('1 min left');
  expect(leftWords(after(0), nowMs)).toBeNull();
});
