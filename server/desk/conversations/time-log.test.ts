import { beforeEach, expect, test } from 'vitest';
import { at, meta, noonMs, readConversation, useIntake } from '../../testing/intake.ts';
import type { Actor, Context } from '../context.ts';
import { writeMessage } from '../messages/reply.ts';
import { assignConversation } from './assign.ts';
import { closeOverdue } from './close-overdue.ts';
import { endConversation } from './end.ts';
import { finishConversation } from './finish.ts';
import { parkConversation } from './park.ts';
import { releaseLost } from './release-lost.ts';
import { reopenConversation } from './reopen.ts';
import { takeConversation } from './take.ts';
import { change } from '../context.ts';
import type { Role } from '../../../contract/team.ts';
import { moveMessage } from '../../store/sends.ts';

const intake = useIntake();
let page: string;
let pageId: string;
let id: string;
let home: string;
let pages = 0;
const who = () => ({ psid: '28', page });

type Person = Extract<Actor, { kind: 'user' }>;
const as = (actor: Actor): Context => ({
  db: intake.db,
  clock: intake.clock,
  bell: intake.bell,
  newId: intake.newId,
  actor,
});

async function person(role: Role, name: string): Promise<Person> {
  const userId = intake.newId();
  const createdAt = intake.clock.now();
  await intake.db
    .insertInto('deskUser')
    .values({
      id: userId,
      email: `${userId}@desk.example`,
      name,
      passwordHash: 'x',
      role,
      disabledAt: null,
      createdAt,
    })
    .execute();
  return { kind: 'user', userId, name, role, departmentIds: [home] };
}

/** Puts the desk's clock at so many seconds after noon. */
const set = (seconds: number) => intake.clock.set(new Date(at(seconds)));
const sinceNoon = (time: Date | null) => (time === null ? null : (time.getTime() - noonMs) / 1_000);
const say = (mid: string, seconds: number) => {
  set(seconds);
  return intake.tell(meta.message(mid, 'Hello', seconds, who()));
};
const reply = (actor: Actor) =>
  writeMessage(as(actor), id, {
    kind: 'reply',
    clientId: intake.newId() as never,
    text: 'Good morning',
    attachments: [],
  } as never);

async function spans() {
  const rows = await intake.db
    .selectFrom('conversationSpan')
    .selectAll()
    .where('conversationId', '=', id)
    .orderBy('id')
    .execute();
  return rows.map(
    (row) => `${row.episode} ${row.status} ${sinceNoon(row.beganAt)}–${sinceNoon(row.endedAt)} ${row.leftBy}`,
  );
}
const episodes = () =>
  intake.db.selectFrom('episode').selectAll().where('conversationId', '=', id).orderBy('id').execute();
const responses = () =>
  intake.db.selectFrom('response').selectAll().where('conversationId', '=', id).orderBy('at').execute();
const row = () =>
  intake.db.selectFrom('conversation').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

let ada: Person;
let ben: Person;
let lead: Person;
beforeEach(async () => {
  set(0);
  page = `7090${pages++}`;
  pageId = await intake.page(page, { reopenHours: 72 });
  const department = await intake.db
    .selectFrom('department')
    .select('id')
    .where('isDefault', '=', true)
    .executeTakeFirstOrThrow();
  home = department.id;
  ada = await person('agent', 'Ada');
  ben = await person('agent', 'Ben');
  lead = await person('supervisor', 'Lea');
  await say('m1', 10);
  id = (await readConversation(intake, pageId)).conversation.id;
});

test('every move of a conversation leaves the stretch behind it, by the desk’s clock (N10)', async () => {
  set(40);
  await takeConversation(as(ada), id);
  set(100);
  await assignConversation(as(ada), id, ben.userId);
  set(130);
  await parkConversation(as(ben), id);
  await say('m2', 200);
  set(230);
  await assignConversation(as(lead), id, null);
  set(260);
  await reply(ada);
  set(300);
  await endConversation(as(ada), id);
  expect(await spans()).toEqual([
    '0 open 10–40 taken',
    '0 active 40–100 handed-on',
    '0 active 100–130 parked',
    '0 waiting 130–200 resumed',
    '0 active 200–230 released',
    '0 open 230–260 taken',
    '0 active 260–300 ended',
  ]);
  expect(await episodes()).toMatchObject([
    {
      number: 0,
      begunAt: new Date(at(10)),
      endedAt: new Date(at(300)),
      endedBy: ada.userId,
      assigneeId: ada.userId,
      firstResponseAt: new Date(at(260)),
      waitedMs: 60_000,
      handledMs: 160_000,
      handovers: 1,
      fromCustomer: 2,
      fromPeople: 1,
      unansweredSince: null,
    },
  ]);
  expect((await row()).movesAt).toBeNull();
});

test('a reopened conversation begins anew: its first answer is measured from the customer’s new word', async () => {
  set(20);
  await reply(ada);
  set(30);
  await endConversation(as(ada), id);
  await say('m2', 3_600);
  expect(await row()).toMatchObject({ begunAt: new Date(at(3_600)), firstResponseAt: null });
  set(3_690);
  await reply(ada);
  set(3_700);
  await reply(ada);
  expect(
    (await responses()).map((each) => [each.episode, sinceNoon(each.at), sinceNoon(each.askedAt)]),
  ).toEqual([
    [0, 20, 10],
    [1, 3_690, 3_600],
    [1, 3_700, null],
  ]);
  expect((await row()).firstResponseAt).toEqual(new Date(at(3_690)));
  set(3_800);
  await endConversation(as(ada), id);
  set(3_900);
  await reopenConversation(as(ben), id);
  expect(
    (await episodes()).map((each) => [each.number, sinceNoon(each.begunAt), sinceNoon(each.endedAt)]),
  ).toEqual([
    [0, 10, 30],
    [1, 3_600, 3_800],
  ]);
});

test('what failed answered nobody: the next answer is the first; sent after all, it was', async () => {
  set(20);
  await reply(ada);
  const [failed] = await responses();
  const move = (from: 'queued' | 'failed', status: 'queued' | 'failed') =>
    intake.db.transaction().execute((tx) =>
      moveMessage(tx, failed?.messageId ?? '', [from], {
        status,
        failure: status === 'failed' ? {} : null,
      }),
    );
  await move('queued', 'failed');
  expect((await row()).firstResponseAt).toBeNull();
  set(50);
  await reply(ada);
  // Nobody was counted as waiting when it was written: it stands in for the failed one.
  expect(await responses()).toMatchObject([{ hasFailed: true }, { hasFailed: false }]);
  await move('failed', 'queued');
  await move('queued', 'failed');
  expect((await row()).firstResponseAt).toEqual(new Date(at(50)));
  await move('failed', 'queued');
  expect((await row()).firstResponseAt).toEqual(new Date(at(20)));
});

test('an answer from outside the desk counts; one of a bot that holds the thread, and an automated text, do not', async () => {
  set(15);
  await intake.tell({ ...meta.echo('e1', 'I am a bot', 15, who()), standby: true });
  await intake.db
    .insertInto('message')
    .values({
      id: intake.newId(),
      conversationId: id,
      pageId,
      contactId: (await row()).contactId,
      kind: 'message',
      direction: 'out',
      authorKind: 'system',
      text: 'Nobody is here',
      at: intake.clock.now(),
      createdAt: intake.clock.now(),
      status: 'sent',
      automation: 'offline',
    })
    .execute();
  expect(await responses()).toEqual([]);
  await say('m2', 20);
  set(60);
  await intake.tell(meta.echo('e2', 'From the Page Inbox', 60, who()));
  expect(await responses()).toMatchObject([
    { userId: null, askedAt: new Date(at(20)), at: new Date(at(60)) },
  ]);
  expect((await row()).firstResponseAt).toEqual(new Date(at(60)));
  set(70);
  await takeConversation(as(ada), id);
  await endConversation(as(ada), id);
  expect(await episodes()).toMatchObject([{ wasToldNobodyIsThere: true, fromPeople: 1 }]);
});

test('a wrap-up belongs to the handling, and the end is where it began', async () => {
  await intake.db
    .updateTable('page')
    .set({ settings: JSON.stringify({ life: { wrapUpMinutes: 15 } }) })
    .where('id', '=', pageId)
    .execute();
  set(20);
  await takeConversation(as(ada), id);
  set(50);
  await endConversation(as(ada), id);
  set(80);
  await finishConversation(as(ada), id);
  expect(await spans()).toEqual(['0 open 10–20 taken', '0 active 20–50 ended', '0 wrapup 50–80 finished']);
  expect(await episodes()).toMatchObject([
    { endedAt: new Date(at(50)), closedAt: new Date(at(80)), handledMs: 60_000, unansweredSince: null },
  ]);
});

test('what the clock closes and what is taken from somebody who left is logged like any other', async () => {
  set(20);
  await takeConversation(as(ada), id);
  await intake.db
    .updateTable('deskUser')
    .set({ disabledAt: intake.clock.now() })
    .where('id', '=', ada.userId)
    .execute();
  set(40);
  await change(as(lead), (story) => releaseLost(as(lead), story, [ada.userId]));
  set(31 * 86_400);
  await closeOverdue(as({ kind: 'system', name: 'Pagedesk' }));
  expect(await spans()).toEqual([
    '0 open 10–20 taken',
    '0 active 20–40 released',
    `0 open 40–${31 * 86_400} ended`,
  ]);
  expect(await episodes()).toMatchObject([
    { endedBy: null, firstResponseAt: null, fromPeople: 0, unansweredSince: new Date(at(10)) },
  ]);
});

test('the log outlives the conversation: figures stay when a page’s conversations are erased', async () => {
  set(20);
  await takeConversation(as(ada), id);
  await endConversation(as(ada), id);
  await intake.db.deleteFrom('message').where('conversationId', '=', id).execute();
  await intake.db.deleteFrom('conversation').where('id', '=', id).execute();
  expect(await spans()).toHaveLength(2);
  expect(await episodes()).toHaveLength(1);
});
