import { expect, test } from 'vitest';
import type { AutomatedKey } from '../../../contract/automated-messages.ts';
import { chooseGreeting, type GreetingFacts } from './choose-greeting.ts';
import type { TextsOfPage } from './texts.ts';

const now = new Date('2026-11-20T12:00:00Z');
const first: GreetingFacts = {
  closed: null,
  isStaffed: true,
  hasMembers: true,
  isQueued: true,
  isHeld: false,
  wroteBefore: false,
  wasAnswered: false,
  isKnown: false,
  isReopened: false,
  lastReplyAt: null,
  now,
};
const closed = (isHoliday: boolean) => ({ isHoliday, since: now, opens: null });
const usual: readonly AutomatedKey[] = ['welcome', 'offline', 'holiday', 'outOfHours', 'notAssigned'];
interface Set {
  on?: readonly AutomatedKey[];
  welcomeOn?: 'every-conversation' | 'first-contact';
  welcomeWithOffline?: boolean;
}
const texts = ({
  on = usual,
  welcomeOn = 'every-conversation',
  welcomeWithOffline = false,
}: Set): TextsOfPage => ({
  text: (key) => ({ isOn: on.includes(key), byLanguage: { en: 'words' } }),
  options: { welcomeOn, welcomeWithOffline, notAcceptedMinutes: 10 },
  language: 'en',
});
const due = (facts: Partial<GreetingFacts>, set: Set = {}) =>
  chooseGreeting(texts(set), { ...first, ...facts });

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
  expect(due({ isStaffed: false }, { on: ['welcome'] })).toEqual(['welcome']);
  expect(due({}, { on: ['offline'] })).toEqual([]);
  expect(due({ closed: closed(true) }, { on: ['outOfHours'] })).toEqual(['outOfHours']);
});

test('E-T6: a holiday is told before the hours, the hours before that nobody is there, that before the queue', () => {
  const on: AutomatedKey[] = [...usual, 'queued', 'position'];
  const without = (...keys: AutomatedKey[]) => ({ on: on.filter((key) => !keys.includes(key)) });
  const away = { isStaffed: false, hasMembers: false, closed: closed(true) };
  expect(due(away, { on })).toEqual(['holiday']);
  expect(due({ ...away, closed: closed(false) }, { on })).toEqual(['outOfHours']);
  expect(due({ ...away, closed: null }, { on })).toEqual(['notAssigned']);
  expect(due({ isStaffed: false }, { on })).toEqual(['offline']);
  expect(due({}, { on })).toEqual(['queued']);
  expect(due({}, without('queued'))).toEqual(['position']);
  expect(due({}, without('queued', 'position'))).toEqual(['welcome']);
  expect(due({ closed: closed(false) }, { on, welcomeWithOffline: true })).toEqual(['welcome', 'outOfHours']);
});

test('a customer whom an agent is with is not told that it is closed, nor that nobody is there (E4.5)', () => {
  const held = { wroteBefore: true, isHeld: true, isQueued: false };
  expect(due({ ...held, closed: closed(false), isStaffed: false })).toEqual([]);
  expect(due({ ...held, isStaffed: false })).toEqual([]);
});

test('behaviour 108: not within a quarter of an hour of an agent’s reply, also when the hours have just ended', () => {
  const lastReplyAt = new Date(now.getTime() - 60_000);
  expect(due({ wroteBefore: true, lastReplyAt, closed: closed(false) })).toEqual([]);
});
