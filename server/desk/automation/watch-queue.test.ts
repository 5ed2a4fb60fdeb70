import { beforeEach, expect, test } from 'vitest';
import { useAutomatedPage } from '../../testing/automated-page.ts';
import { useIntake } from '../../testing/intake.ts';
import { takeConversation } from '../conversations/take.ts';
import { tellUnstaffed, watchQueue } from './watch-queue.ts';

const intake = useIntake();
const desk = useAutomatedPage(intake);
const minuteMs = 60_000;
beforeEach(async () => {
  intake.clock.set('2026-11-20T12:00:00Z');
  await intake.db.deleteFrom('mail').execute();
  await intake.db.deleteFrom('departmentAlert').execute();
  await intake.db.updateTable('conversation').set({ waitingSince: null }).execute();
});

const on = (en: string) => ({ isOn: true, byLanguage: { en } });
const watch = () => Promise.all([watchQueue(desk.system()), watchQueue(desk.system())]);
const fridays = (from: string, to: string) => ({
  timeZone: 'UTC',
  weekly: [{ day: 5, from, to }],
  holidays: [],
});

test('T26, N29: who waits for an agent for the minutes that are set is told once; who has one is not', async () => {
  await desk.set({ notAccepted: on('Sorry for the wait.'), notAcceptedMinutes: 10 });
  await desk.writes('1');
  await desk.writes('2');
  await takeConversation(desk.agent, await desk.conversationId('2'));
  intake.clock.advance(10 * minuteMs - 1);
  await watch();
  expect(await desk.said('1')).toEqual([]);
  intake.clock.advance(1);
  await watch();
  intake.clock.advance(minuteMs);
  await watch();
  expect([await desk.said('1'), await desk.said('2')]).toEqual([['Sorry for the wait.'], []]);
});

test('T26: outside of the hours nobody is told that they wait', async () => {
  await desk.hours(fridays('08:00', '12:05'), 'department');
  await desk.set({ notAccepted: on('Sorry for the wait.'), notAcceptedMinutes: 10 });
  await desk.writes();
  intake.clock.advance(10 * minuteMs);
  await watch();
  expect(await desk.said()).toEqual([]);
});

test('T14, T15: a place in the queue is told when it has changed, at most every five minutes', async () => {
  await desk.set({ position: on('Number {Position}.'), nextInLine: on('You are next.') });
  await desk.writes('1');
  intake.clock.advance(1_000);
  await desk.writes('2');
  await takeConversation(desk.agent, await desk.conversationId('1'));
  intake.clock.advance(minuteMs);
  await watch();
  expect(await desk.said('2')).toEqual(['Number 2.']);
  intake.clock.advance(4 * minuteMs);
  await watch();
  await watch();
  expect(await desk.said('2')).toEqual(['Number 2.', 'You are next.']);
});

test('K10: when nobody is there within the hours, those who lead are told after a minute and each half hour', async () => {
  const tell = async () => {
    await Promise.all([tellUnstaffed(desk.system()), tellUnstaffed(desk.system())]);
    const mails = await intake.db.selectFrom('mail').selectAll().execute();
    return mails.length;
  };
  await desk.close();
  await desk.writes();
  expect(await tell()).toBe(0);
  intake.clock.advance(minuteMs);
  expect(await tell()).toBe(1);
  intake.clock.advance(29 * minuteMs);
  expect(await tell()).toBe(1);
  intake.clock.advance(minuteMs);
  expect(await tell()).toBe(2);
  // Somebody comes, and goes: that is another time.
  await desk.open(desk.agent);
  expect(await tell()).toBe(2);
  await desk.close();
  expect(await tell()).toBe(3);
});

test('K10: outside of the hours nobody is told', async () => {
  await desk.hours(fridays('08:00', '12:00'), 'department');
  await desk.close();
  await desk.writes();
  intake.clock.advance(5 * minuteMs);
  await tellUnstaffed(desk.system());
  expect(await intake.db.selectFrom('mail').selectAll().execute()).toEqual([]);
});
