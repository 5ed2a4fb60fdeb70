import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitText } from './split-text.ts';

const graphemes = (text: string) =>
  Array.from(
    new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text),
    ({ segment }) => segment,
  );

describe('splitText', () => {
  test('a text that fits is one message, trimmed; white space alone is none', () => {
    expect(splitText('  hello \n')).toEqual(['hello']);
    expect(splitText('a'.repeat(2000))).toEqual(['a'.repeat(2000)]);
    expect(splitText('')).toEqual([]);
    expect(splitText(' \n\t ')).toEqual([]);
  });

  test('a long text is cut at the end of a sentence (behaviour 58)', () => {
    expect(splitText('One two three. Four five six! Seven eight nine?', 30)).toEqual([
      'One two three. Four five six!',
      'Seven eight nine?',
    ]);
    expect(splitText('He said "stop." Then he went home again.', 20)).toEqual([
      'He said "stop."',
      'Then he went home',
      'again.',
    ]);
    expect(splitText('これは一つ目です。これは二つ目です。', 12)).toEqual([
      'これは一つ目です。',
      'これは二つ目です。',
    ]);
  });

  test('a paragraph goes before a line, a line before a sentence, a word before nothing', () => {
    expect(splitText('First part.\n\nSecond. Third', 20)).toEqual(['First part.', 'Second. Third']);
    expect(splitText('First. part\nSecond. Third', 20)).toEqual(['First. part', 'Second. Third']);
    expect(splitText('alpha beta gamma delta', 12)).toEqual(['alpha beta', 'gamma delta']);
  });

  test('a border so early that it wastes a message is passed over', () => {
    expect(splitText('Hi. alpha beta gamma delta epsilon', 26)).toEqual([
      'Hi. alpha beta gamma delta',
      'epsilon',
    ]);
  });

  test('a dot inside of a number or an address is no end of a sentence', () => {
    expect(splitText('It costs 12.50 euros and no more', 16)).toEqual([
      'It costs 12.50',
      'euros and no',
      'more',
    ]);
  });

  test('an address is never cut while it fits into a message', () => {
    const address = 'https://shop.example/lamps?id=1&colour=blue';
    expect(splitText(`Look here: ${address} it is blue.`, 45)).toEqual([
      'Look here:',
      `${address}`,
      'it is blue.',
    ]);
    expect(splitText(`(${address})`, 44)).toEqual(['(', `${address})`]);
    expect(splitText(`見て${address}。きれい`, 44)).toEqual(['見て', `${address}。`, 'きれい']);
  });

  test('an address longer than a message is cut, since it cannot go otherwise', () => {
    const parts = splitText(`https://shop.example/${'a'.repeat(60)}`, 30);
    expect(parts.map((part) => part.length)).toEqual([30, 30, 21]);
  });

  test('what looks like one character stays one', () => {
    const family = '👩‍👩‍👧‍👦';
    expect(splitText(family.repeat(3), family.length + 5)).toEqual([family, family, family]);
    expect(splitText('e\u0301'.repeat(5), 3)).toEqual(Array(5).fill('e\u0301'));
    expect(splitText('😀'.repeat(4), 3)).toEqual(Array(4).fill('😀'));
  });

  test('one character longer than a message is cut between its code points', () => {
    for (const part of splitText(`e${'\u0301'.repeat(500)}`, 100))
      expect(part.length).toBeLessThanOrEqual(100);
    expect(splitText('👩‍👩‍👧‍👦', 4).join('')).toBe('👩‍👩‍👧‍👦');
  });

  test('no part is empty or over the limit, and together they are the text but for white space at the cuts', () => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.webUrl({ withQueryParameters: true }),
      fc.constantFrom('. ', '! ', '\n', '\n\n', ' ', '\r\n', '👩‍👩‍👧‍👦', '。'),
    );
    const text = fc.array(word, { maxLength: 60 }).map((words) => words.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 80 }), (whole, limit) => {
        let rest = whole;
        for (const part of splitText(whole, limit)) {
          expect(part.length).toBeLessThanOrEqual(limit);
          expect(part).toBe(part.trim());
          expect(part).not.toBe('');
          rest = rest.trimStart();
          expect(rest.startsWith(part)).toBe(true);
          rest = rest.slice(part.length);
        }
        expect(rest.trim()).toBe('');
      }),
      { numRuns: 300 },
    );
  });

  test('no address and no visible character is cut, whatever stands around it', () => {
    const address = fc.webUrl().filter((url) => url.length <= 60);
    const piece = fc.oneof(address, fc.constantFrom('👩‍👩‍👧‍👦', '😀', 'e\u0301', '🇵🇹', 'word', '. ', ' ', '\n'));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.integer({ min: 64, max: 120 }), (pieces, limit) => {
        const whole = pieces.join(' ');
        const parts = splitText(whole, limit);
        for (const url of pieces.filter((one) => one.startsWith('http'))) {
          expect(parts.some((part) => part.includes(url))).toBe(true);
        }
        expect(parts.flatMap(graphemes).filter((one) => one.trim() !== '')).toEqual(
          graphemes(whole).filter((one) => one.trim() !== ''),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('the limit must leave room for something', () => {
    expect(() => splitText('x', 0)).toThrow(RangeError);
    expect(() => splitText('x', Number.NaN)).toThrow(RangeError);
  });
});
