import { describe, expect, test } from 'vitest';
import { countLoneEmoji, toPieces, toSafeHref } from './rich-text.ts';

const links = (text: string) =>
  toPieces(text).flatMap((piece) => (piece.kind === 'link' ? [piece.href] : []));

describe('toPieces', () => {
  test('an https address can be opened, and its words around stay as they are', () => {
    expect(toPieces('See https://lund.example/desk?a=1, please')).toEqual([
      { kind: 'text', text: 'See ' },
      { kind: 'link', text: 'https://lund.example/desk?a=1', href: 'https://lund.example/desk?a=1' },
      { kind: 'text', text: ', please' },
    ]);
  });

  test('the sentence’s own signs do not belong to the address', () => {
    expect(links('(https://a.example/b).')).toEqual(['https://a.example/b']);
    expect(links('https://a.example/wiki_(desk)')).toEqual(['https://a.example/wiki_(desk)']);
    expect(links('https://a.example/…')).toEqual(['https://a.example/']);
  });

  test.each([
    'http://plain.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://',
    'https://user:secret@bank.example',
    'facebook.com',
  ])('%s stays plain words', (text) => {
    expect(links(text)).toEqual([]);
    expect(
      toPieces(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });

  test('markup is only text', () => {
    expect(toPieces('<img src=x onerror=alert(1)>')).toEqual([
      { kind: 'text', text: '<img src=x onerror=alert(1)>' },
    ]);
  });

  test('mentions stand out in notes only, and an e-mail address is none', () => {
    const note = toPieces('@Jonas ask eva@lund.example', { mentions: true });
    expect(note).toEqual([
      { kind: 'mention', text: '@Jonas' },
      { kind: 'text', text: ' ask eva@lund.example' },
    ]);
    expect(toPieces('@Jonas')).toEqual([{ kind: 'text', text: '@Jonas' }]);
  });

  test('nothing is lost, whatever is written', () => {
    const text = 'a https://x.example/ä?q=1) b @you https://y.example. 👩‍👩‍👧 \n c';
    expect(
      toPieces(text, { mentions: true })
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });
});

test('only emoji are counted as emoji', () => {
  expect(['❤️', '👍🏽 👩‍👩‍👧', '🇳🇱', '1️⃣', '1', '#', 'ok 👍', '', '  '].map(countLoneEmoji)).toEqual([
    1, 2, 1, 1, 0, 0, 0, 0, 0,
  ]);
});

test('an address is safe only with https and without a password', () => {
  expect(toSafeHref('https://a.example')).toBe('https://a.example/');
  expect(toSafeHref('HTTPS://A.example')).toBe('https://a.example/');
  expect(toSafeHref('http://a.example')).toBeNull();
});
