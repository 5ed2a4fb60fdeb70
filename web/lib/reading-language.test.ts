import { expect, test } from 'vitest';
import { readingLanguageOf } from './reading-language.ts';

const codes = ['cs', 'de', 'en'];

test('one reads in what was chosen here, else in the browser’s language, else in English, as far as the service knows it (N33)', () => {
  expect(readingLanguageOf('cs', ['de-AT'], codes)).toBe('cs');
  expect(readingLanguageOf(null, ['fi-FI', 'de-AT'], codes)).toBe('de');
  expect(readingLanguageOf('fi', ['sv'], codes)).toBe('en');
  expect(readingLanguageOf(null, [], ['uk'])).toBe('uk');
  expect(readingLanguageOf('cs', ['cs'], [])).toBeNull();
});
