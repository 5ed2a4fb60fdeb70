import { expect, test } from 'vitest';
import { heardIn, languageOf, languagesWanted, waitingSince } from './wanted.ts';

const noon = new Date('2026-11-20T12:00:00.000Z');
const later = new Date('2026-11-20T12:05:00.000Z');
const state = (more: object = {}) => ({
  ...{ isOn: true, customerLanguage: null, knownFrom: null, readsIn: ['en', 'de'] },
  ...more,
});
const message = (more: Partial<Parameters<typeof languagesWanted>[0]> = {}) => ({
  ...{ direction: 'in' as const, translation: state(), settings: { mode: 'by-hand' } },
  ...{ existing: [], ofText: 'a' },
  ...more,
});
const made = (language: string, is: 'asked' | 'done' | 'same' | 'failed', ofText = 'a') => ({
  ...{ language, state: is, ofText, at: later.toISOString() },
});

test('a customer’s words are wanted in what their conversation is read in; what stands, or failed, is not asked anew (N33)', () => {
  expect(languagesWanted(message())).toEqual(['en', 'de']);
  expect(languagesWanted(message({ existing: [made('en', 'done'), made('de', 'failed')] }))).toEqual([]);
  expect(languagesWanted(message({ existing: [made('en', 'same'), made('de', 'asked')] }))).toEqual(['de']);
  // Of another wording than this.
  expect(languagesWanted(message({ existing: [made('en', 'done', 'b')] }))).toEqual(['en', 'de']);
});

test('where it is closed, or the words are ours, only what somebody asked for is wanted; where the page allows none, nothing (N33)', () => {
  const asked = { existing: [made('cs', 'asked')] };
  expect(languagesWanted(message({ translation: state({ isOn: false }), ...asked }))).toEqual(['cs']);
  expect(languagesWanted(message({ direction: 'out', ...asked }))).toEqual(['cs']);
  expect(languagesWanted(message({ settings: { mode: 'off' }, ...asked }))).toEqual([]);
  expect(languagesWanted(message({ settings: null, ...asked }))).toEqual([]);
  const untouched = { translation: null, settings: { mode: 'automatic', readsIn: 'fr' } };
  expect(languagesWanted(message(untouched))).toEqual(['fr']);
});

test('it is waited for since it was written, or since somebody asked (N33)', () => {
  expect(waitingSince({ writtenAt: noon, existing: [made('en', 'asked')] }, 'en')).toEqual(later);
  expect(waitingSince({ writtenAt: noon, existing: [made('en', 'done')] }, 'en')).toEqual(noon);
  expect(waitingSince({ writtenAt: later, existing: [] }, 'en')).toEqual(later);
});

test('what somebody chose is what the words are said to be in; what was found out is found out anew (N33)', () => {
  const known = (knownFrom: string) => state({ customerLanguage: 'cs', knownFrom });
  expect(languageOf(message({ translation: known('chosen') }))).toBe('cs');
  expect(languageOf(message({ translation: known('earlier') }))).toBe('cs');
  expect(languageOf(message({ translation: known('detected') }))).toBeNull();
  expect(languageOf(message({ translation: known('profile') }))).toBeNull();
  expect(languageOf(message({ direction: 'out', translation: known('chosen') }))).toBeNull();
});

test('a customer’s language follows what they wrote last, as far as that is sure; a choice stands (N33)', () => {
  const words = { text: 'Dobrý den, prosím', at: noon };
  const czech = { language: 'cs', confidence: 90 };
  const heard = heardIn(null, words, czech);
  expect(heard).toMatchObject({ customerLanguage: 'cs', knownFrom: 'detected', heardAt: noon.toISOString() });
  expect(heardIn(heard, { ...words, at: later }, czech)).toBeNull();
  const english = { language: 'en', confidence: 90 };
  expect(heardIn(heard, { ...words, at: later }, english)).toMatchObject({ customerLanguage: 'en' });
  const before = new Date(noon.getTime() - 1);
  expect(heardIn(heard, { ...words, at: before }, english)).toBeNull();
  expect(heardIn(null, words, { ...czech, confidence: 49 })).toBeNull();
  expect(heardIn(null, { ...words, text: 'ok 12 👍' }, czech)).toBeNull();
  expect(heardIn(state({ customerLanguage: 'de', knownFrom: 'chosen' }), words, czech)).toBeNull();
  expect(heardIn(state({ customerLanguage: 'cs', knownFrom: 'profile' }), words, czech)).toMatchObject({
    knownFrom: 'detected',
  });
});
