import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asId, asNumber, asTime, asUrl, parseJson } from './json.ts';

describe('parseJson', () => {
  test('ids above 2^53 keep every digit', () => {
    expect(parseJson('{"id":28181025008155419,"list":[ -1234567890123456789 ,17]}')).toEqual({
      id: '28181025008155419',
      list: ['-1234567890123456789', 17],
    });
  });

  test('digits inside of a text are left alone, also beside a large id', () => {
    const text = String.raw`{"text":"a: 28181025008155419, \"b\":[28181025008155419]\\","id":28181025008155419}`;
    expect(parseJson(text)).toEqual({
      text: String.raw`a: 28181025008155419, "b":[28181025008155419]` + '\\',
      id: '28181025008155419',
    });
  });

  test('fractions and exponents stay numbers', () => {
    expect(parseJson('[1234567890123456.5,1234567890123456e2,0.1234567890123456]')).toEqual([
      1234567890123456.5, 1234567890123456e2, 0.1234567890123456,
    ]);
  });

  test('what a database cannot store as text is replaced; whole emoji are kept', () => {
    expect(parseJson('{"a\\u0000":"x\\u0000y","b":["\\ud83d","\\ude00 \\uD83D\\uDE00"]}')).toEqual({
      'a\ufffd': 'x\ufffdy',
      b: ['\ufffd', '\ufffd 😀'],
    });
  });

  test('nothing unstorable passes, however it is escaped', () => {
    const piece = fc.constantFrom(
      '\ud83d',
      '\ude00',
      '😀',
      '\\',
      '\\ud83d',
      '\\ude00',
      'u',
      'a',
      '\0',
      '"',
      '0000',
    );
    const escaped = (text: string) =>
      JSON.stringify(text).replace(
        /[^ -~]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
      );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        expect(parseJson(escaped(text))).toBe(text.replace(/[\p{Surrogate}\0]/gu, '\ufffd'));
      }),
      { numRuns: 1000 },
    );
  });

  test('is JSON.parse for everything without large integers', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const plain: unknown = JSON.parse(text);
        const hasLarge = /\d{16}/.test(text) || /\\u(?:0000|d[89a-f])/i.test(text);
        if (!hasLarge) expect(parseJson(text)).toEqual(plain);
        else expect(() => parseJson(text)).not.toThrow();
      }),
    );
  });

  test('a large integer anywhere in any JSON is kept as its digits', () => {
    const large = fc.bigInt({ min: 10n ** 15n, max: 10n ** 20n });
    fc.assert(
      fc.property(fc.string(), large, fc.string({ unit: 'binary-ascii' }), (key, id, text) => {
        const body = `{${JSON.stringify(`k${key}`)} : ${id}, "t":${JSON.stringify(text)}, "l":[${id},"${id}"]}`;
        expect(parseJson(body)).toMatchObject({
          t: text.replaceAll('\0', '\ufffd'),
          l: [String(id), String(id)],
        });
      }),
    );
  });

  test('throws for what is no JSON', () => {
    for (const text of ['', '{', '{"a":28181025008155419', 'x: 1234567890123456', '"'.repeat(3)]) {
      expect(() => parseJson(text)).toThrow(SyntaxError);
    }
  });
});

describe('the lenient readers', () => {
  test('an id is text, whether sent as text or as a number', () => {
    expect([asId('12'), asId(12), asId(''), asId(1.5), asId(null), asId({}), asId(undefined)]).toEqual([
      '12',
      '12',
      null,
      null,
      null,
      null,
      null,
    ]);
  });

  test('a number may be sent as text', () => {
    expect([asNumber(2), asNumber('2'), asNumber('-2.5'), asNumber('x'), asNumber('')]).toEqual([
      2,
      2,
      -2.5,
      null,
      null,
    ]);
  });

  test('milliseconds, seconds and ISO dates are the same time', () => {
    const time = new Date('2026-11-18T11:06:49.000Z');
    expect(asTime(time.getTime())).toEqual(time);
    expect(asTime(time.getTime() / 1000)).toEqual(time);
    expect(asTime(String(time.getTime()))).toEqual(time);
    expect(asTime('2026-11-18T11:06:49+0000')).toEqual(time);
  });

  test('what is no time of Facebook is none', () => {
    for (const value of [0, -1, 1e15, Number.MAX_SAFE_INTEGER, 'soon', null, undefined, true, {}]) {
      expect(asTime(value)).toBeNull();
    }
  });

  test('only web addresses are addresses', () => {
    expect(asUrl('https://example.com/a b')).toBe('https://example.com/a b');
    for (const value of [
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'https://',
      '',
      null,
      5,
    ]) {
      expect(asUrl(value)).toBeNull();
    }
  });
});
