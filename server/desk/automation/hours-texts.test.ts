import { beforeEach, expect, test } from 'vitest';
import { changeChannelText } from './channel-texts.ts';
import { useAutomatedPage } from '../../testing/automated-page.ts';
import { useIntake } from '../../testing/intake.ts';
import { endConversation } from '../conversations/end.ts';
import { takeConversation } from '../conversations/take.ts';
import { writeMessage } from '../messages/reply.ts';

const intake = useIntake();
const desk = useAutomatedPage(intake);
/** A Friday; Berlin's clocks are an hour ahead. */
const friday = '2026-11-20';
beforeEach(() => intake.clock.set(`${friday}T12:00:00Z`));

const on = (en: string, more: Record<string, string> = {}) => ({ isOn: true, byLanguage: { en, ...more } });
const off = { isOn: false, byLanguage: {} };
const weekdays = (holidays: { name: string; from: string; to: string; hours: [] }[] = []) => ({
  timeZone: 'Europe/Berlin',
  weekly: [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' })),
  holidays,
});
const closedText = 'We are closed now and will answer from Monday 9:00 AM.';

test('T18: who writes outside of the hours is told when it opens, by the hours’ time zone; within them nobody is (K8)', async () => {
  await desk.hours(weekdays(), 'page');
  await desk.writes('1');
  expect(await desk.said('1')).toEqual([]);
  intake.clock.set(`${friday}T16:00:00Z`);
  await desk.writes('2');
  expect(await desk.said('2')).toEqual([closedText]);
});

test('E-T5: once for each closed time and conversation, and again in the next one (E4.4)', async () => {
  await desk.hours(weekdays(), 'page');
  intake.clock.set(`${friday}T16:00:00Z`);
  await desk.writes();
  intake.clock.set('2026-11-21T09:00:00Z');
  await desk.writes();
  expect(await desk.said()).toEqual([closedText]);
  intake.clock.set('2026-11-23T17:00:00Z');
  await desk.writes();
  expect(await desk.said()).toEqual([closedText, 'We are closed now and will answer from Tuesday 9:00 AM.']);
});

test('E-T6: on a holiday the holiday’s text is sent and not that of the hours, with the day it opens on', async () => {
  const leave = { name: 'Company leave', from: '2026-11-20', to: '2026-11-29', hours: [] as [] };
  await desk.hours(weekdays([leave]), 'page');
  await desk.writes();
  expect(await desk.said()).toEqual([
    'We are closed today. We will answer on Monday, November 30 at 9:00 AM.',
  ]);
});

test('{OpensAt} is written in the customer’s language where the words are', async () => {
  await desk.hours(weekdays(), 'page');
  await desk.set({ outOfHours: on('From {OpensAt}.', { de: 'Ab {OpensAt}.' }) });
  intake.clock.set(`${friday}T16:00:00Z`);
  await desk.writes('1');
  await intake.db
    .updateTable('contact')
    .set({ locale: 'de_DE' })
    .where('pageId', '=', desk.page.id)
    .execute();
  intake.clock.set('2026-11-23T17:00:00Z');
  await desk.writes('1');
  expect(await desk.said('1')).toEqual(['From Monday 9:00 AM.', 'Ab Dienstag, 09:00.']);
});

test('a closed department speaks where the page is open; the page’s own hours are told where it is closed (E4.14)', async () => {
  await desk.hours({ ...weekdays(), weekly: [{ day: 6, from: '10:00', to: '12:00' }] }, 'department');
  await desk.writes('1');
  expect(await desk.said('1')).toEqual(['We are closed now and will answer from Saturday 10:00 AM.']);
  await desk.hours(weekdays(), 'page');
  await desk.writes('2');
  expect(await desk.said('2')).toEqual(['We are closed now and will answer from Saturday 10:00 AM.']);
  intake.clock.set(`${friday}T16:00:00Z`);
  await desk.writes('3');
  expect(await desk.said('3')).toEqual([closedText]);
});

test('behaviour 108: not while an agent has the conversation, nor within minutes of an agent’s reply', async () => {
  await desk.hours(weekdays(), 'page');
  await desk.writes();
  const id = await desk.conversationId();
  await takeConversation(desk.agent, id);
  intake.clock.set(`${friday}T16:30:00Z`);
  await desk.writes();
  expect(await desk.said()).toEqual([]);
  await writeMessage(desk.agent, id, { clientId: crypto.randomUUID(), kind: 'reply', text: 'Yes.' });
  await endConversation(desk.agent, id);
  intake.clock.advance(60_000);
  await desk.writes();
  expect(await desk.said()).toEqual([]);
  // Back with the agent, who is still there; and in the end goes home.
  intake.clock.advance(15 * 60_000);
  await desk.writes();
  expect(await desk.said()).toEqual([]);
  await desk.close();
  await desk.writes();
  expect(await desk.said()).toEqual([closedText]);
});

test('K2: the greeting is sent beside it only where the page wants both', async () => {
  await desk.hours(weekdays(), 'page');
  await desk.set({ welcome: on('Hello.'), welcomeWithOffline: true });
  intake.clock.set(`${friday}T16:00:00Z`);
  await desk.writes('1');
  expect(await desk.said('1')).toEqual(['Hello.', closedText]);
  await desk.set({ welcome: on('Hello.') });
  await desk.writes('2');
  expect(await desk.said('2')).toEqual([closedText]);
});

test('E-T8: what is switched off on the page is not sent, though it is on for all pages', async () => {
  await changeChannelText(desk.system(), 'welcome', on('Hello from all of us.'));
  await desk.writes('1');
  expect(await desk.said('1')).toEqual(['Hello from all of us.']);
  await desk.set({ welcome: off });
  await desk.writes('2');
  expect(await desk.said('2')).toEqual([]);
});

test('a page’s own words go before those of all pages, language by language, and a switch alone takes their words', async () => {
  const { byLanguage } = on('Hello, all.', { fr: 'Bonjour, tous.' });
  await changeChannelText(desk.system(), 'welcome', { isOn: false, byLanguage });
  await desk.set({ welcome: { isOn: true, byLanguage: { en: 'Hello from the page.' } } });
  await desk.writes('1');
  expect(await desk.said('1')).toEqual(['Hello from the page.']);
  await desk.set({ welcome: { isOn: true, byLanguage: {} } });
  await desk.writes('2');
  expect(await desk.said('2')).toEqual(['Hello, all.']);
});

test('T25, T15, T14: in the queue, and at which place in it, in place of the greeting', async () => {
  await desk.set({
    welcome: on('Hello.'),
    position: on('Number {Position}.'),
    nextInLine: on('You are next.'),
  });
  await desk.writes('1');
  intake.clock.advance(1_000);
  await desk.writes('2');
  expect(await desk.said('1')).toEqual(['You are next.']);
  expect(await desk.said('2')).toEqual(['Number 2.']);
  await desk.set({ queued: on('You wait behind {Position}.'), position: on('Number {Position}.') });
  intake.clock.advance(1_000);
  await desk.writes('3');
  expect(await desk.said('3')).toEqual(['You wait behind 3.']);
});

test('T3: a department that has no members says so, and not that nobody is there', async () => {
  await intake.db.deleteFrom('departmentMember').execute();
  await desk.set({ offline: on('We are away.'), notAssigned: on('We could not reach an agent.') });
  await desk.writes();
  await desk.writes();
  expect(await desk.said()).toEqual(['We could not reach an agent.']);
});
