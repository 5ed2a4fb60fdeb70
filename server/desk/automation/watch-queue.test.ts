import { beforeEach, expect, test } from 'vitest';
import { useAutomatedPage } from '../../testing/automated-page.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useIntake } from '../../testing/intake.ts';
import { takeConversation } from '../conversations/take.ts';
import { overflow } from '../distribution/overflow.ts';
import type { DepartmentRules } from '../../../contract/department-rules.ts';
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

const rules = (of: Partial<DepartmentRules>, departmentId = desk.page.departmentId) =>
  intake.db
    .updateTable('department')
    .set({ rules: JSON.stringify(of) })
    .where('id', '=', departmentId)
    .execute();
const other = async () => {
  const id = intake.newId();
  const row = { id, name: `Other ${id}`, color: 2, createdAt: intake.clock.now() };
  await intake.db.insertInto('department').values(row).execute();
  return id as NonNullable<DepartmentRules['overflowDepartmentId']>;
};
const overflows = () => Promise.all([overflow(desk.system()), overflow(desk.system())]);
const three = async () => {
  for (const psid of ['1', '2', '3']) {
    await desk.writes(psid);
    intake.clock.advance(1_000);
  }
};
const standing = async () =>
  Promise.all(
    ['1', '2', '3'].map(async (psid) => {
      const id = await desk.conversationId(psid);
      return intake.db
        .selectFrom('conversation')
        .select(['status', 'departmentId'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
    }),
  );

test('T23: unless it is set nothing overflows, however much waits and for however long', async () => {
  await desk.set({ overflow: on('Too many.') });
  await rules({ waitingLimit: 1 });
  await three();
  intake.clock.advance(24 * 60 * minuteMs);
  await overflows();
  expect((await standing()).map(({ status }) => status)).toEqual(['open', 'open', 'open']);
  expect(await desk.said('3')).toEqual([]);
});

test('T23: who waits beyond the limit of a department, or for too long, is told once', async () => {
  await desk.set({ overflow: on('Too many.') });
  await rules({ waitingLimit: 2, overflow: 'text', overflowMinutes: 10 });
  await three();
  await overflows();
  await overflows();
  expect([await desk.said('1'), await desk.said('3')]).toEqual([[], ['Too many.']]);
  intake.clock.advance(10 * minuteMs);
  await overflows();
  expect([await desk.said('1'), await desk.said('3')]).toEqual([['Too many.'], ['Too many.']]);
  expect((await standing()).map(({ status }) => status)).toEqual(['open', 'open', 'open']);
});

test('what is too much goes to another department, unless that is full too, and never back in the same wait', async () => {
  const to = await other();
  await rules({ waitingLimit: 1, overflow: 'department', overflowDepartmentId: to });
  const home = desk.page.departmentId as typeof to;
  await rules(
    { waitingLimit: 1, overflow: 'department', overflowDepartmentId: home, overflowMinutes: 5 },
    to,
  );
  await three();
  await overflows();
  const places = async () =>
    (await standing()).map(({ departmentId }) => (departmentId === to ? 'other' : 'home'));
  expect(await places()).toEqual(['home', 'other', 'home']);
  intake.clock.advance(10 * minuteMs);
  await overflows();
  expect(await places()).toEqual(['home', 'other', 'home']);
  const lines = await intake.db
    .selectFrom('message')
    .select('activity')
    .where('conversationId', '=', await desk.conversationId('2'))
    .where('kind', '=', 'activity')
    .execute();
  expect(lines.map(({ activity }) => activity)).toContainEqual(
    expect.objectContaining({ type: 'overflowed', because: 'full' }),
  );
});

test('what overflowed in this wait stays where it went, also where a clock was set back', async () => {
  const to = await other();
  const home = desk.page.departmentId as typeof to;
  await rules({ waitingLimit: 1, overflow: 'department', overflowDepartmentId: to });
  await three();
  intake.clock.advance(-minuteMs);
  await overflows();
  await rules({});
  await rules({ waitingLimit: 1, overflow: 'department', overflowDepartmentId: home }, to);
  await overflows();
  expect((await standing()).map(({ departmentId }) => departmentId)).toEqual([home, to, to]);
});

test('T23: where it is set, what is too much is ended with the text, within the hours alone', async () => {
  await desk.set({ overflow: on('Please try again later.') });
  await rules({ waitingLimit: 2, overflow: 'end' });
  await desk.hours(fridays('13:00', '14:00'), 'department');
  await three();
  await overflows();
  expect((await standing()).map(({ status }) => status)).toEqual(['open', 'open', 'open']);
  intake.clock.advance(70 * minuteMs);
  await overflows();
  expect((await standing()).map(({ status }) => status)).toEqual(['open', 'open', 'closed']);
  expect(await desk.said('3')).toContain('Please try again later.');
});

test('T23: what waits for a page that is closed keeps nothing of another page from overflowing, however much it is', async () => {
  await desk.set({ overflow: on('Too many.') });
  await rules({ overflow: 'text', overflowMinutes: 10 });
  const facts = deskFacts(intake);
  const closed = await facts.page(desk.page.departmentId);
  const hoursId = intake.newId();
  const { timeZone, weekly } = fridays('20:00', '21:00');
  await intake.db
    .insertInto('operatingHours')
    .values({
      ...{ id: hoursId, name: hoursId, timeZone, holidays: '[]', createdAt: intake.clock.now() },
      weekly: JSON.stringify(weekly),
    })
    .execute();
  await intake.db.updateTable('page').set({ operatingHoursId: hoursId }).where('id', '=', closed).execute();
  for (let count = 0; count <= 100; count++) {
    await facts.conversation(closed, { waitingSince: intake.clock.now() });
  }
  intake.clock.advance(1_000);
  await desk.writes('1');
  intake.clock.advance(10 * minuteMs);
  await overflows();
  expect(await desk.said('1')).toEqual(['Too many.']);
  const untouched = await intake.db
    .selectFrom('conversation')
    .select('id')
    .where('pageId', '=', closed)
    .where('overflowedAt', 'is not', null)
    .execute();
  expect(untouched).toEqual([]);
});

test('who had a conversation before may have it again where it overflowed to: they did not hand it on', async () => {
  const to = await other();
  await rules({ waitingLimit: 1, overflow: 'department', overflowDepartmentId: to });
  await three();
  const ids = await Promise.all(['2', '3'].map((psid) => desk.conversationId(psid)));
  for (const [index, cameBackBecause] of (['lost', null] as const).entries()) {
    await intake.db
      .updateTable('conversation')
      .set({ lastAssigneeId: desk.agent.actor.userId, cameBackBecause })
      .where('id', '=', ids[index] ?? '')
      .execute();
  }
  await overflows();
  const there = await intake.db
    .selectFrom('conversation')
    .select(['departmentId', 'cameBackBecause'])
    .where('id', 'in', ids)
    .orderBy('id')
    .execute();
  expect(there).toEqual([
    { departmentId: to, cameBackBecause: 'lost' },
    { departmentId: to, cameBackBecause: null },
  ]);
});
