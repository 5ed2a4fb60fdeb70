import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { verifySignature } from './signature.ts';

const appSecret = 'a-secret-of-the-app';
const rawBody = Buffer.from('{"object":"page","text":"Ol\\u00e1 \\ud83d\\ude00 https:\\/\\/example.com"}');
const sha256 = (body: Buffer, key = appSecret) =>
  `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;
const sha1 = (body: Buffer, key = appSecret) => `sha1=${createHmac('sha1', key).update(body).digest('hex')}`;
const delivery = { rawBody, sha256Header: undefined, sha1Header: undefined, appSecret, allowSha1: false };

describe('verifySignature', () => {
  test('the signature over the raw bytes is accepted', () => {
    expect(verifySignature({ ...delivery, sha256Header: sha256(rawBody) })).toBe(true);
  });

  test("it agrees with a signature made outside of Node's crypto (RFC 4231, case 2)", () => {
    const header = 'sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
    const body = Buffer.from('what do ya want for nothing?');
    expect(verifySignature({ ...delivery, rawBody: body, appSecret: 'Jefe', sha256Header: header })).toBe(
      true,
    );
  });

  test('no signature is refused, also when no secret is configured (behaviour 5)', () => {
    expect(verifySignature(delivery)).toBe(false);
    expect(verifySignature({ ...delivery, appSecret: '', sha256Header: sha256(rawBody, 'x') })).toBe(false);
    const signedWithNothing = `sha256=${createHmac('sha256', '').update(rawBody).digest('hex')}`;
    expect(verifySignature({ ...delivery, appSecret: '', sha256Header: signedWithNothing })).toBe(false);
  });

  test.each([
    ['another secret', sha256(rawBody, 'another')],
    ['another body', sha256(Buffer.from('{}'))],
    ['no prefix', sha256(rawBody).slice(7)],
    ['a cut digest', sha256(rawBody).slice(0, -2)],
    ['a longer digest', `${sha256(rawBody)}00`],
    ['no hex digits', `sha256=${'z'.repeat(64)}`],
    ['half of it no hex digits', `${sha256(rawBody).slice(0, 40)}${'z'.repeat(31)}`],
    ['the twin in its place', sha1(rawBody)],
    ['nothing', ''],
  ])('a header with %s is refused (behaviour 6)', (_, sha256Header) => {
    expect(verifySignature({ ...delivery, sha256Header })).toBe(false);
  });

  test('one changed byte of the body is refused', () => {
    const sha256Header = sha256(rawBody);
    fc.assert(
      fc.property(fc.nat(rawBody.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const body = Buffer.from(rawBody);
        body[at] = (body[at] ?? 0) ^ change;
        expect(verifySignature({ ...delivery, rawBody: body, sha256Header })).toBe(false);
      }),
    );
  });

  test('the SHA-1 twin counts only when allowed and when there is no SHA-256 header', () => {
    const sha1Header = sha1(rawBody);
    expect(verifySignature({ ...delivery, sha1Header })).toBe(false);
    expect(verifySignature({ ...delivery, sha1Header, allowSha1: true })).toBe(true);
    expect(verifySignature({ ...delivery, sha1Header: sha1(rawBody, 'x'), allowSha1: true })).toBe(false);
    const wrong = sha256(rawBody, 'another');
    expect(verifySignature({ ...delivery, sha1Header, sha256Header: wrong, allowSha1: true })).toBe(false);
    expect(verifySignature({ ...delivery, sha1Header, sha256Header: '', allowSha1: true })).toBe(false);
  });
});
