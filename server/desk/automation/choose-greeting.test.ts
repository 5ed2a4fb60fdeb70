import { expect, test } from 'vitest';
import { pageSettings, type PageSettings } from '../../../contract/page-settings.ts';
import { chooseGreeting, type GreetingFacts } from './choose-greeting.ts';

const now = new Date('2026-11-20T12:00:00Z');
const first: GreetingFacts = {
  isStaffed: true,
  wroteBefore: false,
  wasAnswered: false,
  isKnown: false,
  isReopened: false,
  lastReplyAt: null,
  now,
};
const on = { isOn: true, byLanguage: { en: 'words' } };
const texts = (more: Partial<PageSettings['texts']> = {}): PageSettings['texts'] => ({
  ...pageSettings.parse({}).texts,
  welcome: on,
  offline: on,
  ...more,
});
const due = (facts: Partial<GreetingFacts>, more: Partial<PageSettings['texts']> = {}) =>
  chooseGreeting(texts(more), { ...first, ...facts });

test('behaviour 107, R24: the first message of a conversation is greeted, the second is not', () => {
  expect(due({})).toEqual(['welcome']);
  expect(due({ wroteBefore: true })).toEqual([]);
});

test('no welcome after a reopening, nor where the page spoke first', () => {
  expect(due({ isReopened: true })).toEqual([]);
  expect(due({ wasAnswered: true })).toEqual([]);
});

test('K1: each new conversation is greeted, or only the first contact, as it is set', () => {
  expect(due({ isKnown: true })).toEqual(['welcome']);
  expect(due({ isKnown: true }, { welcomeOn: 'first-contact' })).toEqual([]);
  expect(due({}, { welcomeOn: 'first-contact' })).toEqual(['welcome']);
});

test('K2, R26: when nobody is there the offline text stands in place of the welcome, or behind it, as it is set', () => {
  expect(due({ isStaffed: false })).toEqual(['offline']);
  expect(due({ isStaffed: false }, { welcomeWithOffline: true })).toEqual(['welcome', 'offline']);
  expect(due({ isStaffed: false, wroteBefore: true }, { welcomeWithOffline: true })).toEqual(['offline']);
});

test('behaviour 108: not within a quarter of an hour of an agent’s reply', () => {
  const lastReplyAt = new Date(now.getTime() - 15 * 60_000);
  expect(due({ isStaffed: false, wroteBefore: true, lastReplyAt })).toEqual(['offline']);
  const later = new Date(lastReplyAt.getTime() + 1);
  expect(due({ isStaffed: false, wroteBefore: true, lastReplyAt: later })).toEqual([]);
});

test('what is off is not sent, and does not stand in the way of what is on', () => {
  const off = { ...on, isOn: false };
  expect(due({ isStaffed: false }, { offline: off })).toEqual(['welcome']);
  expect(due({}, { welcome: off })).toEqual([]);
});
