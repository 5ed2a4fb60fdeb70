import { expect, test } from 'vitest';
import { languageWords } from './language-words.ts';
import { isNight, localTime } from './local-time.ts';

const nowMs = Date.parse('2026-11-20T13:03:00.000Z');

test('the customer’s own time is told from their hours from GMT, halves too', () => {
  expect(localTime(1, nowMs)).toBe('14:03');
  expect(localTime(5.5, nowMs)).toBe('18:33');
  expect(localTime(-14, nowMs)).toBe('23:03');
  expect(localTime(null, nowMs)).toBeNull();
});

test('a night is named so that nobody is woken', () => {
  expect(['06:59', '07:00', '21:59', '22:00'].map(isNight)).toEqual([true, false, false, true]);
});

test('a language is said in words, its home unsaid', () => {
  expect(languageWords('nl_NL')).toBe('Dutch');
  expect(languageWords('en_GB')).toBe('English (United Kingdom)');
  expect(languageWords('zz_ZZ')).toBeNull();
  expect(languageWords('not a locale')).toBeNull();
  expect(languageWords(null)).toBeNull();
});
