import fc from 'fast-check';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Context } from '../../desk/context.ts';
import { closeOverdue } from '../../desk/conversations/close-overdue.ts';
import { nextStatus, type LifeEvent } from '../../desk/conversations/life-cycle.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);

let sales: string;
let support: string;
let page: string;
let maya: DeskPerson;
let jonas: DeskPerson;
let stranger: DeskPerson;
let lead: DeskPerson;

beforeAll(async () => {
  sales = await door.department('Sales');
  support = await door.department('Support');
  maya = await door.person('agent', [sales], 'Maya');
  jonas = await door.person('agent', [sales], 'Jonas');
  stranger = await door.person('agent', [support], 'Sam');
  lead = await door.person('supervisor', [], 'Lena');
});
beforeEach(async () => {
  page = await facts.page(sales);
});

const act = (who: DeskPerson, id: string, name: string, body?: unknown) =>
  who.ask('POST', `/api/conversations/${id}/${name}`, body);
const system = (): Context => ({ ...door, actor: { kind: 'system', name: 'worker' } });
const statusOf = async (id: string) => (await lead.ask('GET', `/api/conversations/${id}`)).body.status;
const linesOf = async (who: DeskPerson, id: string) => {
  const { body } = await who.ask('GET', `/api/conversations/${id}/messages`);
  return body.items.map((line: { activity: unknown; text: string | null }) => line.activity ?? line.text);
};
const advance = (hours: number) => door.clock.advance(hours * 3_600_000);

test('C-T1 the whole path: open, active, wrapup, closed, each step with its line', async () => {
  await facts.settings(page, { life: { wrapUpMinutes: 15 } });
  const { id } = await facts.conversation(page, { waitingSince: door.clock.now(), unreadCount: 2 });
  await act(maya, id, 'take');
  const ended = await act(maya, id, 'end');
  expect(ended.body).toMatchObject({ status: 'wrapup', assignee: { id: maya.id }, unreadCount: 0 });
  expect(ended.body.waitingSince).toBeNull();
  expect(ended.body.may).toMatchObject({ close: true, resume: true, end: false, reopen: false });
  expect((await act(jonas, id, 'close')).status).toBe(409);
  const closed = await act(maya, id, 'close');
  expect(closed.body).toMatchObject({ status: 'closed', may: { close: false, reopen: true } });
  expect((await act(maya, id, 'close')).body.version).toBe(closed.body.version);
  const by = 'Maya';
  expect(await linesOf(maya, id)).toEqual([
    { type: 'taken', by },
    { type: 'ended', by },
    { type: 'finished', by },
  ]);
});

test('a page without a wrap-up closes what is ended at once', async () => {
  const { id } = await facts.conversation(page, { status: 'active', assigneeId: maya.id });
  expect((await act(maya, id, 'end')).body).toMatchObject({ status: 'closed' });
});

test('what is parked stays its agent’s, and is gone on with by them and by those who lead', async () => {
  const { id } = await facts.conversation(page, { status: 'active', assigneeId: maya.id });
  expect((await act(jonas, id, 'park')).status).toBe(409);
  const parked = await act(maya, id, 'park');
  expect(parked.body).toMatchObject({ status: 'waiting', assignee: { id: maya.id }, may: { resume: true } });
  expect((await act(maya, id, 'park')).body.version).toBe(parked.body.version);
  expect((await act(jonas, id, 'resume')).status).toBe(409);
  const resumed = await act(lead, id, 'resume');
  expect(resumed.body).toMatchObject({ status: 'active', assignee: { id: maya.id } });
});

test('what is nobody’s cannot be parked, and what is closed cannot be handed on', async () => {
  const open = await facts.conversation(page);
  expect((await act(lead, open.id, 'park')).status).toBe(409);
  expect((await act(lead, open.id, 'resume')).status).toBe(409);
  const closed = await facts.conversation(page, { status: 'closed' });
  expect((await act(lead, closed.id, 'transfer', { departmentId: support })).status).toBe(409);
});

test('a transfer takes it out of sight of the old department, with its note for the new one', async () => {
  const { id } = await facts.conversation(page, { status: 'active', assigneeId: maya.id });
  expect((await act(jonas, id, 'transfer', { departmentId: support })).status).toBe(409);
  const handed = await act(maya, id, 'transfer', { departmentId: support, note: 'Wants a refund.' });
  expect(handed.status).toBe(204);
  expect((await jonas.ask('GET', `/api/conversations/${id}`)).status).toBe(404);
  const found = await stranger.ask('GET', `/api/conversations/${id}`);
  expect(found.body).toMatchObject({ status: 'open', assignee: null, department: { id: support } });
  expect(await linesOf(stranger, id)).toEqual([
    'Wants a refund.',
    { type: 'transferred', by: 'Maya', to: 'Support' },
  ]);
  const row = await door.db
    .selectFrom('conversation')
    .select('transferCount')
    .where('id', '=', id)
    .executeTakeFirst();
  expect(row?.transferCount).toBe(1);
});

test('a transfer to a colleague who is at no desk is theirs at once; to somebody who may not see it, it is refused whole', async () => {
  const { id } = await facts.conversation(page, { status: 'active', assigneeId: maya.id });
  const refused = await act(maya, id, 'transfer', { userId: stranger.id, note: 'Please' });
  expect([refused.status, refused.body.error.data.field]).toEqual([400, 'userId']);
  expect(await linesOf(maya, id)).toEqual([]);
  expect((await act(maya, id, 'transfer', { userId: jonas.id, note: 'Please' })).status).toBe(204);
  expect((await jonas.ask('GET', `/api/conversations/${id}`)).body).toMatchObject({
    status: 'active',
    assignee: { id: jonas.id },
  });
});

test('a transfer names one receiver, and one that there is', async () => {
  const { id } = await facts.conversation(page, { status: 'active', assigneeId: maya.id });
  for (const body of [{}, { departmentId: support, userId: jonas.id }, { departmentId: door.newId() }]) {
    expect((await act(maya, id, 'transfer', body)).status).toBe(400);
  }
  expect((await act(maya, id, 'transfer', { departmentId: sales })).status).toBe(409);
});

test('who may not see a conversation gets not-found for all of it', async () => {
  const { id } = await facts.conversation(page, { status: 'active', assigneeId: maya.id });
  for (const name of ['park', 'resume', 'close', 'release']) {
    expect((await act(stranger, id, name)).status).toBe(404);
  }
  expect((await act(stranger, id, 'transfer', { departmentId: support })).status).toBe(404);
});

test('C-T4 a parked one is closed at its hour and not a moment before; a note begins the time anew', async () => {
  await facts.settings(page, { life: { parkedHours: 5 } });
  const { id } = await facts.conversation(page, { status: 'active', assigneeId: maya.id });
  await act(maya, id, 'park');
  advance(2);
  await maya.ask('POST', `/api/conversations/${id}/messages`, {
    clientId: door.newId(),
    kind: 'note',
    text: 'Called.',
  });
  advance(4);
  await closeOverdue(system());
  expect(await statusOf(id)).toBe('waiting');
  advance(1 - 1 / 3_600_000);
  await closeOverdue(system());
  expect(await statusOf(id)).toBe('waiting');
  advance(1 / 3_600_000);
  await closeOverdue(system());
  expect(await statusOf(id)).toBe('closed');
  expect((await linesOf(maya, id)).at(-1)).toEqual({ type: 'timed-out', from: 'parked' });
});

test('a wrap-up that nobody finishes is closed by the clock, once, by however many at a time', async () => {
  await facts.settings(page, { life: { wrapUpMinutes: 15 } });
  const { id } = await facts.conversation(page, { status: 'active', assigneeId: maya.id });
  await act(maya, id, 'end');
  advance(0.25);
  await Promise.all([closeOverdue(system()), closeOverdue(system()), closeOverdue(system())]);
  const lines = await linesOf(maya, id);
  expect(lines.filter((line: { type?: string }) => line.type === 'timed-out')).toEqual([
    { type: 'timed-out', from: 'wrap-up' },
  ]);
  expect(await statusOf(id)).toBe('closed');
});

test('what nobody touches for the page’s days is closed; what came yesterday is not', async () => {
  await facts.settings(page, { life: { idleDays: 30 } });
  const lastActivityAt = new Date(door.clock.now().getTime() - 31 * 24 * 3_600_000);
  const old = await facts.conversation(page, { lastActivityAt });
  const fresh = await facts.conversation(page);
  await closeOverdue(system());
  expect([await statusOf(old.id), await statusOf(fresh.id)]).toEqual(['closed', 'open']);
});

test('what is put aside until a time comes back to its agent then, not a moment before, and only once', async () => {
  const { id } = await facts.conversation(page, { status: 'active', assigneeId: maya.id });
  const until = new Date(door.clock.now().getTime() + 2 * 3_600_000).toISOString();
  const put = await act(maya, id, 'snooze', { until });
  expect(put.body).toMatchObject({ status: 'waiting', wakesAt: until, assignee: { id: maya.id } });
  advance(2 - 1 / 3_600_000);
  await closeOverdue(system());
  expect(await statusOf(id)).toBe('waiting');
  advance(1 / 3_600_000);
  await Promise.all([closeOverdue(system()), closeOverdue(system())]);
  const back = await maya.ask('GET', `/api/conversations/${id}`);
  expect(back.body).toMatchObject({ status: 'active', wakesAt: null, assignee: { id: maya.id } });
  expect(await linesOf(maya, id)).toEqual([{ type: 'snoozed', by: 'Maya', until }, { type: 'woke' }]);
});

test('a parked one gets another time, and parking it without one forgets it', async () => {
  const { id } = await facts.conversation(page, { status: 'active', assigneeId: maya.id });
  const at = (hours: number) => new Date(door.clock.now().getTime() + hours * 3_600_000).toISOString();
  await act(maya, id, 'snooze', { until: at(1) });
  expect((await act(maya, id, 'snooze', { until: at(5) })).body.wakesAt).toBe(at(5));
  await act(maya, id, 'resume');
  await act(maya, id, 'park');
  expect((await maya.ask('GET', `/api/conversations/${id}`)).body).toMatchObject({
    status: 'waiting',
    wakesAt: null,
  });
});

test('nobody puts aside what is not theirs, nor into the past, nor for ever', async () => {
  const { id } = await facts.conversation(page, { status: 'active', assigneeId: maya.id });
  const at = (hours: number) => ({
    until: new Date(door.clock.now().getTime() + hours * 3_600_000).toISOString(),
  });
  expect((await act(jonas, id, 'snooze', at(1))).status).toBe(409);
  expect((await act(stranger, id, 'snooze', at(1))).status).toBe(404);
  for (const hours of [0, -1, 24 * 91]) expect((await act(maya, id, 'snooze', at(hours))).status).toBe(400);
  const open = await facts.conversation(page);
  expect((await act(lead, open.id, 'snooze', at(1))).status).toBe(409);
});

const acts = {
  take: 'take',
  release: 'release',
  park: 'park',
  resume: 'resume',
  end: 'end',
  close: 'finish',
  reopen: 'reopen',
} as const satisfies Record<string, LifeEvent>;

test('whatever people do in whatever order, no conversation leaves the table', async () => {
  await facts.settings(page, { life: { wrapUpMinutes: 5 } });
  const steps = fc.array(fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[])), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(steps, async (names) => {
      const { id } = await facts.conversation(page);
      let before = await statusOf(id);
      for (const name of names) {
        const answer = await act(lead, id, name);
        const after = await statusOf(id);
        if (after !== before) expect(nextStatus(before, acts[name])).toBe(after);
        else expect([200, 403, 409]).toContain(answer.status);
        before = after;
      }
    }),
    { numRuns: 40 },
  );
});
