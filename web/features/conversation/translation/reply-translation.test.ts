import { expect, test } from 'vitest';
import { isStale, pairOf, readyWords } from './reply-translation.ts';
import type { Translating } from './translating.ts';

const translating: Translating = {
  ...{ isOn: true, customerLanguage: 'cs', knownFrom: 'chosen', mayAsk: true },
  ...{ language: 'en', wanted: 'en', languages: [] },
};
const pair = { from: 'en', to: 'cs' };
const translation = { of: 'It left today.', ...pair, text: ' Odešlo to dnes. ' };

test('a reply goes into the customer’s language where that is known and another one (N33)', () => {
  expect(pairOf(translating)).toEqual(pair);
  expect(pairOf({ ...translating, customerLanguage: null })).toBe('unknown');
  expect(pairOf({ ...translating, customerLanguage: 'en-GB' })).toBeNull();
  expect(pairOf({ ...translating, isOn: false })).toBeNull();
  expect(pairOf({ ...translating, mayAsk: false })).toBeNull();
  expect(pairOf(null)).toBeNull();
});

test('what goes out is what was seen, with the agent’s own words beside it; other words, or another language, are seen anew (N33)', () => {
  expect(readyWords({ text: 'It left today. ', translation }, pair)).toEqual({
    text: 'Odešlo to dnes.',
    ownWords: { text: 'It left today.', language: 'en', sentIn: 'cs' },
  });
  expect(readyWords({ text: 'It left today!', translation }, pair)).toBeNull();
  expect(readyWords({ text: 'It left today.', translation }, { ...pair, to: 'de' })).toBeNull();
  expect(readyWords({ text: 'It left today.', translation: { ...translation, text: ' ' } }, pair)).toBeNull();
  expect(readyWords({ text: 'It left today.', translation: null }, pair)).toBeNull();
  expect(isStale({ text: 'It left today!', translation }, pair)).toBe(true);
  expect(isStale({ text: 'It left today.', translation }, pair)).toBe(false);
  expect(isStale({ text: 'It left today.', translation: null }, pair)).toBe(false);
});
