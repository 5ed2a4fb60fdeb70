import { expect, test } from 'vitest';
import { userId } from '../../../../contract/ids.ts';
import type { Message } from '../../../../contract/messages.ts';
import type { MessageTranslation } from '../../../../contract/translation.ts';
import { aMessage } from '../../../testing/a-message.ts';
import { shownWords } from './shown-words.ts';
import { translatingOf, type Translating } from './translating.ts';

const maya = userId.parse('01937000-0000-7000-8000-0000000000aa');
const translating: Translating = {
  ...{ isOn: true, customerLanguage: 'cs', knownFrom: 'detected', mayAsk: true },
  ...{ language: 'en', wanted: 'en', languages: [] },
};
const made = (more: Partial<MessageTranslation> = {}): MessageTranslation => ({
  ...{ language: 'en', madeBy: 'service', state: 'done', text: 'Hello', otherLanguage: 'cs', problem: null },
  ...more,
});
const kindOf = (message: Partial<Message>, how: Partial<Translating> | null = {}) =>
  shownWords(aMessage(1, message), how && { ...translating, ...how }, maya).kind;

test('a translation in the reader’s language stands in place of the words, with the language they are from (N33)', () => {
  const message = aMessage(1, { translations: [made({ language: 'de', text: 'Hallo' }), made()] });
  expect(shownWords(message, translating, maya)).toEqual({ kind: 'translated', text: 'Hello', from: 'cs' });
  expect(shownWords(message, { ...translating, language: 'de' }, maya)).toMatchObject({ text: 'Hallo' });
});

test('words are as written where nothing is translated, they are in one’s own language, or were taken back (N33)', () => {
  expect(kindOf({ translations: [made()] }, null)).toBe('as-written');
  expect(kindOf({ translations: [made()] }, { isOn: false })).toBe('as-written');
  expect(kindOf({ translations: [made({ state: 'same', text: null })] })).toBe('as-written');
  expect(kindOf({ text: null, unsentAt: '2026-11-20T12:00:00.000Z' })).toBe('as-written');
  expect(kindOf({ text: '👍 12' })).toBe('as-written');
});

test('what has no translation can be asked for, but not by who only reads, nor of one’s own words or what is on its way (N33)', () => {
  expect(kindOf({})).toBe('untranslated');
  expect(kindOf({}, { mayAsk: false })).toBe('as-written');
  const outgoing = { direction: 'out', status: 'sent' } as const;
  expect(kindOf({ ...outgoing, author: { kind: 'user', id: maya, name: 'Maya' } })).toBe('as-written');
  expect(kindOf({ ...outgoing, author: { kind: 'system', name: 'Pagedesk' } })).toBe('untranslated');
  expect(kindOf({ ...outgoing, status: 'queued', author: { kind: 'system', name: 'Pagedesk' } })).toBe(
    'as-written',
  );
});

test('what is under way, or failed, is told with its reason (N33)', () => {
  const problem = { fault: 'limit', message: 'Used up.', advice: 'Tomorrow.' } as const;
  expect(kindOf({ translations: [made({ state: 'asked', text: null })] })).toBe('asked');
  const failed = aMessage(1, { translations: [made({ state: 'failed', text: null, problem })] });
  expect(shownWords(failed, translating, maya)).toEqual({ kind: 'failed', problem });
});

test('what an agent wrote stands beside what was sent, for every colleague, whether they have translation on or not (N33)', () => {
  const sent = aMessage(1, {
    direction: 'out',
    text: 'Ahoj',
    translations: [made({ madeBy: 'author', text: 'Hello', otherLanguage: 'cs' })],
  });
  const own = { kind: 'own-words', text: 'Hello', language: 'en', sentIn: 'cs' };
  expect(shownWords(sent, translating, maya)).toEqual(own);
  expect(shownWords(sent, null, maya)).toEqual(own);
});

test('one reads in one’s own language where it is translated into that, else in what it is translated into (N33)', () => {
  const told = { isOn: true, customerLanguage: null, knownFrom: null };
  const reader = { wanted: 'de', mayAsk: true, languages: [], locale: null };
  expect(translatingOf({ ...told, readsIn: ['en', 'de'] }, reader)?.language).toBe('de');
  expect(translatingOf({ ...told, readsIn: ['en'] }, reader)).toMatchObject({ language: 'en', wanted: 'de' });
  expect(translatingOf(null, reader)).toBeNull();
  expect(translatingOf({ ...told, readsIn: ['en'] }, { ...reader, wanted: null })).toBeNull();
});

test('a customer whose words have told nothing yet is taken to write as their profile says (N33)', () => {
  const languages = ['cs', 'en'].map((code) => ({ code, name: code, targets: [] }));
  const reader = { wanted: 'en', mayAsk: true, languages, locale: 'cs_CZ' };
  const told = { isOn: true, customerLanguage: null, knownFrom: null, readsIn: ['en'] };
  expect(translatingOf(told, reader)).toMatchObject({ customerLanguage: 'cs', knownFrom: 'profile' });
  expect(translatingOf({ ...told, customerLanguage: 'de', knownFrom: 'chosen' }, reader)).toMatchObject({
    customerLanguage: 'de',
    knownFrom: 'chosen',
  });
  expect(translatingOf(told, { ...reader, locale: 'fi_FI' })?.customerLanguage).toBeNull();
});
