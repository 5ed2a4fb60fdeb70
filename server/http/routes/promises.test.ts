import { beforeEach, expect, test } from 'vitest';
import { endConversation } from '../../desk/conversations/end.ts';
import { transferConversation } from '../../desk/conversations/transfer.ts';
import type { Context } from '../../desk/context.ts';
import { writeMessage } from '../../desk/messages/reply.ts';
import { closeDesk, keepDesks } from '../../desk/presence/desks.ts';
import { keepWatch } from '../../desk/promises/watch.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
let admin: DeskPerson;
let lead: DeskPerson;
let ada: DeskPerson;
let orders: string;
let billing: string;
let page: string;
let made = 0;
const minute = 60_000;

const ground = () => ({ db: door.db, clock: door.clock, bell: door.bell, newId: door.newId });
const system = (): Context => ({ ...ground(), actor: { kind: 'system', name: 'Pagedesk' } });
const as = (person: DeskPerson): Context => ({
  ...ground(),
  actor: {
    kind: 'user',
    userId: person.id,
    name: person.name,
    role: 'agent',
    departmentIds: [orders, billing],
  },
});
const reply = (id: string) =>
  writeMessage(as(ada), id, {
    kind: 'reply',
    clientId: door.newId(),
    text: 'Hello',
    attachments: [],
  } as never);
const watch = () => keepWatch(system());
const later = (minutes: number) => new Date(door.clock.now().getTime() + minutes * minute).toISOString();
const promise = async (fields: object) => {
  const answer = await admin.ask('POST', '/api/promises', { name: `Promise ${++made}`, ...fields });
  expect([answer.status, answer.body]).toMatchObject([201, {}]);
  return answer.body;
};
const dueOf = async (id: string) => (await lead.ask('GET', `/api/conversations/${id}`)).body.due;
const alerts = () => door.db.selectFrom('alert').selectAll().orderBy('at').orderBy('id').execute();

beforeEach(async () => {
  for (const table of ['alert', 'promise'] as const) await door.db.deleteFrom(table).execute();
  await door.db
    .updateTable('conversation')
    .set({ respondDueAt: null, resolveDueAt: null, promiseStamp: null })
    .execute();
  door.clock.set('2026-11-20T12:00:00Z');
  admin = await door.person('administrator');
  lead = await door.person('supervisor', [], 'Lea');
  ada = await door.person('agent', [], 'Ada');
  orders = await door.department();
  billing = await door.department();
  page = await facts.page(orders);
});

test('a first answer and a resolution are due by what the department promises; answering leaves the resolution (SLA)', async () => {
  await promise({ respondMinutes: 15, resolveMinutes: 240, departmentIds: [orders] });
  const { id } = await facts.conversation(page, { waitingSince: door.clock.now() });
  const other = await facts.conversation(page, { departmentId: billing, waitingSince: door.clock.now() });
  const [respond, resolve] = [later(15), later(240)];
  await watch();
  expect(await dueOf(id)).toEqual({ promise: 'respond', at: respond });
  expect(await dueOf(other.id)).toBeUndefined();
  door.clock.advance(5 * minute);
  await reply(id);
  expect(await dueOf(id)).toEqual({ promise: 'resolve', at: resolve });
  await endConversation(as(ada), id);
  expect(await dueOf(id)).toBeUndefined();
});

test('the list is ordered by what is due soonest, and what is promised nothing comes last (SLA)', async () => {
  await promise({ respondMinutes: 30, departmentIds: [orders] });
  await promise({ respondMinutes: 5, departmentIds: [billing] });
  const slow = await facts.conversation(page, { waitingSince: door.clock.now() });
  const none = await facts.conversation(page);
  const quick = await facts.conversation(page, { departmentId: billing, waitingSince: door.clock.now() });
  await watch();
  const ids = [slow.id, none.id, quick.id];
  const list = await lead.ask('GET', '/api/conversations?view=all&sort=due');
  expect(
    list.body.items.map((row: { id: string }) => row.id).filter((id: string) => ids.includes(id)),
  ).toEqual([quick.id, slow.id, none.id]);
  const first = await lead.ask('GET', '/api/conversations?view=all&sort=due&limit=1');
  const second = await lead.ask(
    'GET',
    `/api/conversations?view=all&sort=due&limit=1&cursor=${first.body.nextCursor}`,
  );
  expect([first.body.items[0].id, second.body.items[0].id]).toEqual([quick.id, slow.id]);
});

test('operating hours are counted: what comes on Friday evening is due on Monday (SLA)', async () => {
  const weekly = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '18:00' }));
  const office = { name: `Office ${++made}`, timeZone: 'Europe/Berlin', weekly };
  const hours = (await admin.ask('POST', '/api/operating-hours', office)).body;
  await promise({ respondMinutes: 60, operatingHoursId: hours.id, departmentIds: [orders] });
  // 17:30 in Berlin.
  door.clock.set('2026-11-20T16:30:00Z');
  const { id } = await facts.conversation(page, { waitingSince: door.clock.now() });
  await watch();
  expect(await dueOf(id)).toEqual({ promise: 'respond', at: '2026-11-23T08:30:00.000Z' });
});

test('a work stream’s promise comes before the department’s; a move, a change and a removal are reckoned anew (SLA)', async () => {
  const ours = await promise({ respondMinutes: 60, departmentIds: [orders] });
  const theirs = await promise({ respondMinutes: 10, departmentIds: [billing] });
  const { id } = await facts.conversation(page, { waitingSince: door.clock.now() });
  await watch();
  expect(await dueOf(id)).toEqual({ promise: 'respond', at: later(60) });
  await transferConversation({ ...as(lead), actor: { ...as(lead).actor, role: 'supervisor' } as never }, id, {
    departmentId: billing as never,
  });
  await watch();
  expect(await dueOf(id)).toEqual({ promise: 'respond', at: later(10) });
  await admin.ask('PATCH', `/api/promises/${theirs.id}`, { respondMinutes: 20 });
  await watch();
  expect(await dueOf(id)).toEqual({ promise: 'respond', at: later(20) });

  const stream = await door.db
    .selectFrom('workStream')
    .select('id')
    .where('isDefault', '=', true)
    .executeTakeFirstOrThrow();
  const always = await promise({ respondMinutes: 5, workStreamIds: [stream.id] });
  await watch();
  expect(await dueOf(id)).toEqual({ promise: 'respond', at: later(5) });
  expect((await admin.ask('DELETE', `/api/promises/${always.id}`)).status).toBe(204);
  expect(await dueOf(id)).toBeUndefined();
  await watch();
  expect(await dueOf(id)).toEqual({ promise: 'respond', at: later(20) });
  await admin.ask('PATCH', `/api/promises/${theirs.id}`, { departmentIds: [] });
  await watch();
  expect(await dueOf(id)).toBeUndefined();
  expect((await lead.ask('GET', '/api/promises')).body.items).toMatchObject([
    { id: ours.id, departments: [{ id: orders }] },
    { id: theirs.id, departments: [] },
  ]);
});

test('a promise that is broken is told once to those who lead, and stands on their floor; automated texts do not keep it (SLA)', async () => {
  await promise({ respondMinutes: 15, departmentIds: [orders] });
  const { id } = await facts.conversation(page, {
    waitingSince: door.clock.now(),
    contactName: 'Daniel Osei',
  });
  await watch();
  const dueAt = later(15);
  door.clock.advance(14 * minute);
  const row = await door.db
    .selectFrom('conversation')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await door.db
    .insertInto('message')
    .values({
      id: door.newId(),
      conversationId: id,
      pageId: page,
      contactId: row.contactId,
      kind: 'message',
      direction: 'out',
      authorKind: 'system',
      text: 'We are busy',
      at: door.clock.now(),
      createdAt: door.clock.now(),
      status: 'sent',
      automation: 'offline',
    })
    .execute();
  await watch();
  expect(await alerts()).toEqual([]);
  // To the millisecond: what is done at that moment is done in time.
  door.clock.advance(minute);
  await watch();
  expect(await alerts()).toEqual([]);
  door.clock.advance(1);
  await watch();
  await watch();
  expect(await alerts()).toMatchObject([{ kind: 'promise-broken', subjectId: id, promise: 'respond' }]);
  const floor = await lead.ask('GET', `/api/floor?department=${orders}`);
  expect(floor.body.needs).toContainEqual({
    kind: 'promise-broken',
    conversation: { id, number: row.number, name: 'Daniel Osei' },
    department: expect.objectContaining({ id: orders }),
    promise: 'respond',
    dueAt,
  });
  // Answered late: the report says so.
  await reply(id);
  const report = await lead.ask(
    'GET',
    `/api/reports?from=2026-11-20&to=2026-11-20&by=department&department=${orders}`,
  );
  expect(report.body.totals).toMatchObject({ answered: 1, respondInTime: 0 });
});

test('what was promised and kept is in the report, also when the conversation is over (SLA)', async () => {
  await promise({ respondMinutes: 15, resolveMinutes: 60, departmentIds: [orders] });
  for (const minutes of [5, 20]) {
    const { id } = await facts.conversation(page, { waitingSince: door.clock.now() });
    await watch();
    door.clock.advance(minutes * minute);
    await reply(id);
    door.clock.advance(minutes * 2 * minute);
    await endConversation(as(ada), id);
  }
  const { body } = await lead.ask('GET', `/api/reports?from=2026-11-20&to=2026-11-20&department=${orders}`);
  expect(body.totals).toMatchObject({ answered: 2, respondInTime: 50, resolveInTime: 100 });
});

test('when the last agent of a department leaves, those who lead hear of it once, and again only after somebody was there (R32)', async () => {
  const cat = await door.person('agent', [orders], 'Cat');
  const processId = door.newId();
  const now = door.clock.now();
  await door.db
    .insertInto('process')
    .values({ id: processId, startedAt: now, seenAt: now, runsWorker: false })
    .execute();
  const open = async () => {
    const id = door.newId();
    await keepDesks(ground(), [{ id, processId, userId: cat.id, viewing: null, openedAt: door.clock.now() }]);
    return id;
  };
  const gaps = async () => (await alerts()).filter((each) => each.subjectId === orders).length;
  await watch();
  expect(await gaps()).toBe(0);
  const desk = await open();
  await watch();
  door.clock.advance(60 * minute);
  await closeDesk(ground(), desk);
  await watch();
  await watch();
  expect(await gaps()).toBe(1);
  const again = await open();
  await watch();
  await closeDesk(ground(), again);
  await watch();
  expect(await gaps()).toBe(2);
  const alert = (await alerts()).find((each) => each.subjectId === orders);
  expect(await facts.heard('alert.raised', alert?.id ?? '')).toBe(1);
});

test('outside of its operating hours a department may be empty (R32)', async () => {
  const cat = await door.person('agent', [orders], 'Cat');
  const office = {
    name: `Mornings ${++made}`,
    timeZone: 'UTC',
    weekly: [{ day: 5, from: '08:00', to: '12:30' }],
  };
  const hours = (await admin.ask('POST', '/api/operating-hours', office)).body;
  await door.db
    .updateTable('department')
    .set({ operatingHoursId: hours.id })
    .where('id', '=', orders)
    .execute();
  await door.db
    .insertInto('presenceSpan')
    .values({
      userId: cat.id,
      presence: 'available',
      beganAt: new Date('2026-11-20T08:00:00Z'),
      endedAt: door.clock.now(),
    })
    .execute();
  door.clock.set('2026-11-20T12:30:00Z');
  await watch();
  expect((await alerts()).filter((each) => each.subjectId === orders)).toEqual([]);
  door.clock.set('2026-11-20T12:29:00Z');
  await watch();
  expect((await alerts()).filter((each) => each.subjectId === orders)).toHaveLength(1);
});

test('administrators write promises, those who lead read them, agents do neither; what is wrong is named', async () => {
  expect((await ada.ask('GET', '/api/promises')).status).toBe(403);
  expect((await lead.ask('POST', '/api/promises', { name: 'x', respondMinutes: 5 })).status).toBe(403);
  const fieldOf = async (fields: object) =>
    (await admin.ask('POST', '/api/promises', { name: `Wrong ${++made}`, respondMinutes: 5, ...fields })).body
      .error.data.field;
  expect(await fieldOf({ name: ' ' })).toBe('name');
  expect(await fieldOf({ respondMinutes: 0 })).toBe('respondMinutes');
  expect(await fieldOf({ respondMinutes: null })).toBe('respondMinutes');
  expect(await fieldOf({ resolveMinutes: 1.5 })).toBe('resolveMinutes');
  expect(await fieldOf({ operatingHoursId: door.newId() })).toBe('operatingHoursId');
  expect(await fieldOf({ departmentIds: [door.newId()] })).toBe('departmentIds');
  expect(await fieldOf({ workStreamIds: [door.newId()] })).toBe('workStreamIds');
  const { id, name } = await promise({ respondMinutes: 5 });
  expect(await fieldOf({ name: name.toUpperCase() })).toBe('name');
  const none = await admin.ask('PATCH', `/api/promises/${id}`, { respondMinutes: null });
  expect(none.body.error.data.field).toBe('respondMinutes');
  expect((await admin.ask('PATCH', `/api/promises/${door.newId()}`, { respondMinutes: 5 })).status).toBe(404);
});

test('what was late long before it was promised stands on the floor, and nobody is called for it (SLA)', async () => {
  const { id } = await facts.conversation(page, { waitingSince: door.clock.now() });
  door.clock.advance(3 * 60 * minute);
  await promise({ respondMinutes: 15, departmentIds: [orders] });
  await watch();
  expect((await alerts()).filter(({ kind }) => kind === 'promise-broken')).toEqual([]);
  const floor = await lead.ask('GET', `/api/floor?department=${orders}`);
  expect(floor.body.needs).toContainEqual(
    expect.objectContaining({ kind: 'promise-broken', conversation: expect.objectContaining({ id }) }),
  );
});
