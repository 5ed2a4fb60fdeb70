import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSignedRequest } from './signed-request.ts';

const secret = 'app-secret';
const encode = (payload: unknown) => Buffer.from(JSON.stringify(payload)).toString('base64url');
const sign = (text: string, key = secret) => createHmac('sha256', key).update(text).digest('base64url');
const request = (payload: unknown, key = secret) => `${sign(encode(payload), key)}.${encode(payload)}`;
const whole = { algorithm: 'HMAC-SHA256', issued_at: 1795000000, expires: 0, user_id: '10155' };

test('what Meta signed is read; ids as numbers too, past expiries too', () => {
  const issuedAt = new Date(1795000000_000);
  expect(readSignedRequest(request(whole), secret)).toEqual({ userId: '10155', issuedAt });
  expect(readSignedRequest(request({ ...whole, user_id: 10155, expires: 1 }), secret)).toEqual({
    userId: '10155',
    issuedAt,
  });
  const large = `{"algorithm":"hmac-sha256","user_id":10155000000000000123}`;
  const encoded = Buffer.from(large).toString('base64url');
  expect(readSignedRequest(`${sign(encoded)}.${encoded}`, secret)).toEqual({
    userId: '10155000000000000123',
    issuedAt: null,
  });
});

test.each([
  ['another secret', request(whole, 'other')],
  ['no signature', `.${encode(whole)}`],
  ['half a signature', `${sign(encode(whole)).slice(0, 20)}.${encode(whole)}`],
  ['no payload', sign('')],
  ['a third part', `${request(whole)}.x`],
  ['another algorithm', request({ ...whole, algorithm: 'none' })],
  ['no algorithm', request({ user_id: '1' })],
  ['no person', request({ algorithm: 'HMAC-SHA256' })],
  ['a person who is a list', request({ ...whole, user_id: ['1'] })],
  ['no object', request(null)],
  ['signed nonsense', `${sign('bm90IGpzb24')}.bm90IGpzb24`],
  ['nothing', ''],
])('%s is refused', (_name, text) => {
  expect(readSignedRequest(text, secret)).toBeNull();
});

test('an app without a secret accepts nothing, also what is signed with none', () => {
  expect(readSignedRequest(request(whole, ''), '')).toBeNull();
});

test('whatever comes in, it is an answer and no fault', () => {
  fc.assert(
    fc.property(fc.string(), (text) => readSignedRequest(text, secret) === null),
    { numRuns: 500 },
  );
});
