import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { WorkStreamSettings } from '../../../contract/work-streams.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';
import { useTeamAtWork } from '../../testing/team-at-work.ts';
import { closeOverdue } from '../conversations/close-overdue.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
const team = useTeamAtWork(door);
const { comes, endsAll, leaves, round, system } = team;
let admin: DeskPerson;
let lead: DeskPerson;
let department: string;
let page: string;
let stream: { id: string; version: number };
let maya: DeskPerson;
let jonas: DeskPerson;

beforeAll(async () => {
  admin = await door.person('administrator');
  lead = await door.person('supervisor');
});
beforeEach(async () => {
  await endsAll();
  department = await door.department();
  maya = await door.person('agent', [department], 'Maya');
  jonas = await door.person('agent', [department], 'Jonas');
  page = await facts.page(department);
  stream = await pushed();
});

let count = 0;
const pushed = async (settings: Partial<WorkStreamSettings> = {}) => {
  const made = await admin.ask('POST', '/api/work-streams', { name: `Push ${++count}`, settings });
  await admin.ask('PATCH', `/api/facebook/pages/${page}`, { workStreamId: made.body.id });
  return made.body;
};
const set = async (settings: Partial<WorkStreamSettings>) => {
  const { version } = (await admin.ask('GET', `/api/work-streams/${stream.id}`)).body;
  const changed = await admin.ask('PATCH', `/api/work-streams/${stream.id}`, { version, settings });
  expect(changed.status).toBe(200);
};
const chat = async (agoMs = 0, more: Parameters<typeof facts.conversation>[1] = {}) =>
  (
    await facts.conversation(page, {
      waitingSince: new Date(door.clock.now().getTime() - agoMs),
      ...more,
    })
  ).id;
const offersOf = async (person: DeskPerson): Promise<{ id: string; conversation: { id: string } }[]> =>
  (await person.ask('GET', '/api/offers')).body.items;
const offeredTo = async (person: DeskPerson) =>
  (await offersOf(person)).map(({ conversation }) => conversation.id);
const answer = async (person: DeskPerson, what: 'accept' | 'reject') => {
  const [offer] = await offersOf(person);
  return person.ask('POST', `/api/offers/${offer?.id}/${what}`);
};
const read = async (id: string) => (await lead.ask('GET', `/api/conversations/${id}`)).body;
const why = async (id: string) => (await lead.ask('GET', `/api/conversations/${id}/why`)).body;
const minutes = (some: number) => some * 60_000;

test('push: what waits is offered to one agent, who accepts it and has it (R53, R95)', async () => {
  await comes(maya);
  const id = await chat();
  await round();
  const [offer] = await offersOf(maya);
  expect(offer).toMatchObject({
    conversation: { id },
    expiresAt: new Date(door.clock.now().getTime() + 120_000).toISOString(),
    canReject: true,
    by: 'only-one',
  });
  expect(await offersOf(jonas)).toEqual([]);
  expect(await read(id)).toMatchObject({ status: 'open', assignee: null });
  const taken = await answer(maya, 'accept');
  expect(taken.body).toMatchObject({ status: 'active', assignee: { id: maya.id } });
  expect(await offersOf(maya)).toEqual([]);
  const { items } = (await maya.ask('GET', `/api/conversations/${id}/messages`)).body;
  expect(items.map((line: { activity: unknown }) => line.activity)).toEqual([
    { type: 'accepted', by: 'Maya' },
  ]);
  expect(await facts.heard('offers.changed', maya.id)).toBeGreaterThanOrEqual(2);
});

test('pick: it stays open until somebody takes it, and is offered to nobody (R53)', async () => {
  await comes(maya);
  await set({ mode: 'pick' });
  const id = await chat();
  await round();
  expect(await offersOf(maya)).toEqual([]);
  expect((await why(id)).waiting).toMatchObject({ because: 'picked' });
  expect((await maya.ask('POST', `/api/conversations/${id}/take`)).body.status).toBe('active');
});

test('tickets and comments have a switch of their own: who takes none is not offered any, and is told as such (K36)', async () => {
  await comes(maya);
  await set({ pushes: ['chat', 'ticket', 'comment'] });
  const switches = (to: object) => maya.ask('PATCH', '/api/me/taking', to);
  const reasons = async (id: string) =>
    (await why(id)).waiting.excluded.map((one: { because: string }) => one.because).toSorted();
  const ticket = await chat();
  await door.db.updateTable('conversation').set({ mode: 'ticket' }).where('id', '=', ticket).execute();
  const talk = await chat();
  await switches({ takesTickets: false });
  await round();
  expect(await offeredTo(maya)).toEqual([talk]);
  expect(await reasons(ticket)).toEqual(['presence', 'switched-off']);
  await answer(maya, 'accept');
  const second = await chat();
  await switches({ takesChats: false, takesTickets: true });
  await round();
  expect(await offeredTo(maya)).toEqual([ticket]);
  expect(await reasons(second)).toEqual(['presence', 'switched-off']);
});

test('while its rules wait for the profile it is offered to nobody; routed anew it is asked back (K28)', async () => {
  await comes(maya);
  const id = await chat();
  const waits = (routesUntil: Date | null) =>
    door.db.updateTable('conversation').set({ routesUntil }).where('id', '=', id).execute();
  await waits(new Date(door.clock.now().getTime() + 8_000));
  await round();
  expect(await offeredTo(maya)).toEqual([]);
  await waits(null);
  await round();
  expect(await offeredTo(maya)).toEqual([id]);
  await facts.settings(page, { general: { rulesFirst: true } });
  await door.db.updateTable('conversation').set({ workStreamId: stream.id }).where('id', '=', id).execute();
  const rule = {
    id: door.newId(),
    name: 'All',
    conditions: { match: 'all', items: [] },
    departmentId: await door.department(),
  };
  await admin.ask('PUT', `/api/work-streams/${stream.id}/rules`, { version: 0, rules: [rule] });
  await admin.ask('POST', `/api/work-streams/${stream.id}/re-route`);
  expect(await offeredTo(maya)).toEqual([]);
});

test('an offer that is let go by makes its agent inactive, and goes to the next one, not back (D-T10, N6)', async () => {
  await comes(maya, jonas);
  await set({ algorithm: 'load-rotation' });
  const id = await chat();
  await round();
  const [first, second] = (await offersOf(maya)).length > 0 ? [maya, jonas] : [jonas, maya];
  door.clock.advance(119_999);
  await round();
  expect(await offeredTo(first)).toEqual([id]);
  door.clock.advance(1);
  await round();
  expect([await offeredTo(first), await offeredTo(second)]).toEqual([[], [id]]);
  const seen = async () =>
    (await lead.ask('GET', '/api/colleagues')).body.items.find((one: { id: string }) => one.id === first.id);
  expect((await seen()).presence).toBe('inactive');
  expect((await first.ask('GET', '/api/me')).body.user.inactiveSince).not.toBeNull();

  await answer(second, 'accept');
  const other = await chat();
  await second.ask('PATCH', '/api/me/presence', { choice: 'away' });
  await round();
  expect(await offersOf(first)).toEqual([]);
  expect((await why(other)).waiting).toMatchObject({ because: 'nobody' });
  await first.ask('PATCH', '/api/me/presence', { choice: 'available' });
  await round();
  expect(await offeredTo(first)).toEqual([other]);
});

test('those who lead make somebody active again, agents do not; it is audited', async () => {
  await comes(maya);
  await chat();
  await round();
  door.clock.advance(120_000);
  await round();
  expect((await jonas.ask('POST', `/api/users/${maya.id}/reset-presence`)).status).toBe(403);
  expect((await lead.ask('POST', `/api/users/${maya.id}/reset-presence`)).status).toBe(204);
  expect((await lead.ask('POST', `/api/users/${maya.id}/reset-presence`)).status).toBe(204);
  expect((await maya.ask('GET', '/api/me')).body.user.inactiveSince).toBeNull();
  const { items } = (await admin.ask('GET', '/api/audit?action=user.presence-reset')).body;
  expect(items.filter((entry: { subject: { id: string } }) => entry.subject?.id === maya.id)).toHaveLength(1);
});

test('refused by everybody it stays open, is never closed, those who lead are told, and it is offered again after a while (K27)', async () => {
  const priya = await door.person('agent', [department], 'Priya');
  await comes(maya, jonas, priya);
  const id = await chat();
  for (let n = 0; n < 3; n += 1) {
    await round();
    for (const who of [maya, jonas, priya]) {
      if ((await offersOf(who)).length > 0) expect((await answer(who, 'reject')).status).toBe(204);
    }
  }
  const { needs } = (await lead.ask('GET', '/api/floor')).body;
  expect(needs).toContainEqual(
    expect.objectContaining({ kind: 'declined', times: 3, conversation: expect.objectContaining({ id }) }),
  );
  for (let n = 0; n < 12; n += 1) await round();
  expect([await offersOf(maya), await offersOf(jonas)]).toEqual([[], []]);
  expect(await read(id)).toMatchObject({ status: 'open' });
  expect((await why(id)).waiting).toMatchObject({
    because: 'nobody',
    excluded: expect.arrayContaining([{ user: { id: maya.id, name: 'Maya' }, because: 'rejected' }]),
  });
  door.clock.advance(minutes(10));
  await round();
  expect((await Promise.all([maya, jonas, priya].map(offeredTo))).flat()).toEqual([id]);
});

test('a stream whose requests cannot be refused says so', async () => {
  await comes(maya);
  await set({ canReject: false });
  await chat();
  await round();
  expect((await offersOf(maya))[0]).toMatchObject({ canReject: false });
  expect((await answer(maya, 'reject')).status).toBe(409);
});

test('handed to a colleague it stays with its agent until they say yes; unanswered or refused it comes back (C4 10, N28)', async () => {
  await comes(maya, jonas);
  await set({ mode: 'pick', transferSeconds: 60 });
  const id = await chat();
  await maya.ask('POST', `/api/conversations/${id}/take`);
  const hand = async () =>
    expect((await maya.ask('POST', `/api/conversations/${id}/transfer`, { userId: jonas.id })).status).toBe(
      204,
    );
  const has = async () => (await read(id)).assignee.id;
  await hand();
  expect(await offersOf(jonas)).toMatchObject([{ conversation: { id }, from: { id: maya.id } }]);
  expect(await has()).toBe(maya.id);
  expect((await answer(jonas, 'reject')).status).toBe(204);
  await hand();
  door.clock.advance(60_000);
  await round();
  expect([await offersOf(jonas), await has()]).toEqual([[], maya.id]);
  expect((await jonas.ask('GET', '/api/me')).body.user.inactiveSince).toBeNull();
  await hand();
  expect((await answer(jonas, 'accept')).status).toBe(200);
  expect(await has()).toBe(jonas.id);
  const { items } = (await maya.ask('GET', `/api/conversations/${id}/messages`)).body;
  expect(items.map((line: { activity: { type: string } }) => line.activity.type)).toEqual([
    'taken',
    'transfer-asked',
    'transfer-declined',
    'transfer-asked',
    'transfer-declined',
    'transfer-asked',
    'assigned',
  ]);
});

test('a colleague who is asked for what its agent then ends need not answer', async () => {
  await comes(maya, jonas);
  await set({ mode: 'pick', transferSeconds: 60 });
  const id = await chat();
  await maya.ask('POST', `/api/conversations/${id}/take`);
  await maya.ask('POST', `/api/conversations/${id}/transfer`, { userId: jonas.id });
  const [offer] = await offersOf(jonas);
  await maya.ask('POST', `/api/conversations/${id}/end`);
  expect(await offersOf(jonas)).toEqual([]);
  expect((await jonas.ask('POST', `/api/offers/${offer?.id}/accept`)).status).toBe(409);
});

test('too late, or for somebody else, an offer is accepted by nobody; twice is once', async () => {
  await comes(maya);
  const id = await chat();
  await round();
  const [offer] = await offersOf(maya);
  expect((await jonas.ask('POST', `/api/offers/${offer?.id}/accept`)).status).toBe(404);
  door.clock.advance(120_000);
  expect((await maya.ask('POST', `/api/offers/${offer?.id}/accept`)).status).toBe(409);
  await round();
  await maya.ask('PATCH', '/api/me/presence', { choice: 'available' });
  door.clock.advance(minutes(10));
  await round();
  const [again] = await offersOf(maya);
  const twice = await Promise.all([1, 2].map(() => maya.ask('POST', `/api/offers/${again?.id}/accept`)));
  expect(twice.map(({ status, body }) => [status, body.id])).toEqual([
    [200, id],
    [200, id],
  ]);
  const lines = (await maya.ask('GET', `/api/conversations/${id}/messages`)).body.items;
  expect(lines).toHaveLength(1);
});

test('broadcast: all are asked at once, the first has it, the others are told who (C-T7)', async () => {
  await comes(maya, jonas);
  await set({ algorithm: 'broadcast' });
  const id = await chat();
  await round();
  const offers = await Promise.all(
    [maya, jonas].map(async (who) => ({ who, offer: (await offersOf(who))[0] })),
  );
  const answers = await Promise.all(
    offers.map(({ who, offer }) => who.ask('POST', `/api/offers/${offer?.id}/accept`)),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  const { assignee } = await read(id);
  const late = answers.find(({ status }) => status === 409);
  expect(late?.body.error.data.assignee).toEqual(assignee);
  expect([await offersOf(maya), await offersOf(jonas)]).toEqual([[], []]);
});

test('what somebody takes, assigns or ends is offered to nobody any more', async () => {
  await comes(maya);
  await set({ selfAssign: 'always' });
  for (const act of ['take', 'assign', 'end'] as const) {
    const id = await chat();
    await round();
    expect(await offeredTo(maya)).toEqual([id]);
    const body = act === 'assign' ? { userId: jonas.id } : undefined;
    expect((await lead.ask('POST', `/api/conversations/${id}/${act}`, body)).status).toBe(200);
    expect(await offersOf(maya)).toEqual([]);
  }
});

test('of 100 units three conversations of 30 are given, a fourth waits until one is over (R51, behaviours 99)', async () => {
  await comes(maya);
  await set({ units: 30, givesWithoutAsking: true });
  const ids: string[] = [];
  for (let n = 0; n < 4; n += 1) ids.push(await team.writes(`units-${n}`, page));
  await round();
  const withMaya = async () => {
    const all = await Promise.all(ids.map((id) => read(id)));
    return all.filter(({ assignee }) => assignee?.id === maya.id).map(({ id }) => id as string);
  };
  expect(await withMaya()).toEqual(ids.slice(0, 3));
  expect((await why(ids[3] ?? '')).waiting).toMatchObject({
    because: 'nobody',
    excluded: expect.arrayContaining([{ user: { id: maya.id, name: 'Maya' }, because: 'no-room' }]),
  });
  await maya.ask('POST', `/api/conversations/${ids[0]}/park`);
  await round();
  expect((await withMaya()).toSorted()).toEqual([...ids].toSorted());
});

test('changed capacity holds for what comes from then on, on every page of the stream (R57)', async () => {
  const other = await facts.page(department);
  await admin.ask('PATCH', `/api/facebook/pages/${other}`, { workStreamId: stream.id });
  const before = await team.writes('before', page);
  await set({ units: 35 });
  const after = [await team.writes('after', page), await team.writes('after-too', other)];
  const unitsOf = async (id: string) =>
    (await door.db.selectFrom('conversation').select('units').where('id', '=', id).executeTakeFirstOrThrow())
      .units;
  expect(await unitsOf(before)).toBe(20);
  expect(await Promise.all(after.map(unitsOf))).toEqual([35, 35]);
});

test('only who is as the stream allows is asked (R54)', async () => {
  await comes(maya, jonas);
  await maya.ask('PATCH', '/api/me/presence', { choice: 'busy' });
  await jonas.ask('PATCH', '/api/me/presence', { choice: 'do-not-disturb' });
  const id = await chat();
  await round();
  expect([await offersOf(maya), await offersOf(jonas)]).toEqual([[], []]);
  await set({ allowedPresences: ['available', 'busy'] });
  await round();
  expect(await offeredTo(maya)).toEqual([id]);
});

test('selecting: always also beyond capacity, with room until it is used up, never not at all; leads may (R55, K26)', async () => {
  await admin.ask('PATCH', `/api/users/${maya.id}`, { capacityUnits: 20 });
  const takes = async (who: DeskPerson) => who.ask('POST', `/api/conversations/${await chat()}/take`);
  expect((await takes(maya)).status).toBe(200);
  const full = await takes(maya);
  expect([full.status, full.body.error.data]).toEqual([409, { capacity: 20, used: 20 }]);
  await set({ selfAssign: 'always' });
  expect((await takes(maya)).status).toBe(200);
  await set({ selfAssign: 'never' });
  expect((await takes(jonas)).status).toBe(409);
  expect((await takes(lead)).status).toBe(200);
});

test('an agent who comes gets what waits longest, and nobody is refused while nobody is there (D-T13, D-T14, R31, behaviours 97)', async () => {
  const [young, old] = [await chat(minutes(1)), await chat(minutes(9))];
  await round();
  expect((await why(old)).waiting).toMatchObject({ because: 'nobody' });
  await admin.ask('PATCH', `/api/users/${maya.id}`, { capacityUnits: 20 });
  await comes(maya);
  await round();
  expect(await offeredTo(maya)).toEqual([old]);
  expect(await read(young)).toMatchObject({ status: 'open' });
});

test('an agent of another department is neither asked nor told, and accepts nothing of it (D-T11)', async () => {
  const stranger = await door.person('agent', [await door.department()], 'Sam');
  await comes(stranger);
  const id = await chat();
  await round();
  expect(await offersOf(stranger)).toEqual([]);
  expect((await stranger.ask('GET', `/api/conversations/${id}/why`)).status).toBe(404);
  expect((await stranger.ask('POST', `/api/conversations/${id}/take`)).status).toBe(404);
});

test('who may not sign in, or is handed the work on, is not asked (behaviours 98)', async () => {
  await comes(maya, jonas);
  await admin.ask('PATCH', `/api/users/${jonas.id}`, { disabled: true });
  const id = await chat();
  await set({ selfAssign: 'always' });
  await maya.ask('POST', `/api/conversations/${id}/take`);
  await maya.ask('POST', `/api/conversations/${id}/release`);
  await round();
  expect([await offersOf(maya)]).toEqual([[]]);
  expect((await why(id)).waiting.excluded).toEqual([
    { user: { id: maya.id, name: 'Maya' }, because: 'handed-on' },
  ]);
});

test('only what is open and unassigned is given; what somebody has stays with them (behaviours 102)', async () => {
  await comes(maya, jonas);
  const [mine, parked] = [
    await chat(0, { status: 'active', assigneeId: jonas.id }),
    await chat(0, { status: 'waiting', assigneeId: jonas.id }),
  ];
  await round();
  expect([await offersOf(maya), await offersOf(jonas)]).toEqual([[], []]);
  expect((await read(mine)).assignee.id).toBe(jonas.id);
  expect((await read(parked)).assignee.id).toBe(jonas.id);
});

test('parked, and its agent is full: the customer’s word brings it to somebody else (C-T3)', async () => {
  await comes(maya, jonas);
  await set({ keepsAgent: false, givesWithoutAsking: true, algorithm: 'load-rotation' });
  const id = await team.writes('parked-full', page);
  await lead.ask('POST', `/api/conversations/${id}/assign`, { userId: maya.id });
  await maya.ask('POST', `/api/conversations/${id}/park`);
  await admin.ask('PATCH', `/api/users/${maya.id}`, { capacityUnits: 0 });
  await team.writes('parked-full', page);
  expect(await read(id)).toMatchObject({ status: 'open', assignee: null });
  await round();
  expect((await read(id)).assignee.id).toBe(jonas.id);
});

test('parked, and its agent has room: it comes back to the same one although another waits longer (C-T2)', async () => {
  await comes(maya, jonas);
  await set({ keepsAgent: false, givesWithoutAsking: true, algorithm: 'load-rotation' });
  const id = await team.writes('parked-room', page);
  await lead.ask('POST', `/api/conversations/${id}/assign`, { userId: jonas.id });
  await jonas.ask('POST', `/api/conversations/${id}/park`);
  door.clock.advance(minutes(1));
  await team.writes('parked-room', page);
  await round();
  expect((await read(id)).assignee.id).toBe(jonas.id);
  expect((await why(id)).decisions[0]).toMatchObject({ outcome: 'given', by: 'preferred' });
});

test('a new conversation goes first to who served the customer last, where the stream says so (behaviours 101)', async () => {
  await comes(maya, jonas);
  await set({ prefersPreviousAgent: true });
  const contactId = await facts.contact(page, 'Sofia');
  await facts.conversation(page, { contactId, status: 'closed', assigneeId: jonas.id });
  await admin.ask('PATCH', `/api/users/${jonas.id}`, { capacityUnits: 40 });
  await chat(0, { contactId });
  await round();
  expect(await offersOf(jonas)).toMatchObject([{ by: 'preferred', earlierCount: 1 }]);
});

test('an agent’s browser is gone for 60 s: what they had is open again, and offered to another (C-T8)', async () => {
  await comes(maya, jonas);
  await set({ selfAssign: 'always' });
  const id = await chat();
  await maya.ask('POST', `/api/conversations/${id}/take`);
  await leaves(maya);
  door.clock.advance(59_999);
  await round();
  expect((await read(id)).assignee.id).toBe(maya.id);
  door.clock.advance(1);
  await round();
  expect(await read(id)).toMatchObject({ status: 'open', assignee: null });
  expect(await offeredTo(jonas)).toEqual([id]);
});

test('a browser that comes back in time keeps its work, and a stream may leave it with its agent for ever', async () => {
  await comes(maya);
  await set({ selfAssign: 'always' });
  const id = await chat();
  await maya.ask('POST', `/api/conversations/${id}/take`);
  await leaves(maya);
  door.clock.advance(30_000);
  await comes(maya);
  door.clock.advance(minutes(5));
  await round();
  expect((await read(id)).assignee.id).toBe(maya.id);
  await set({ lostAgentSeconds: null });
  await leaves(maya);
  door.clock.advance(minutes(500));
  await round();
  expect((await read(id)).assignee.id).toBe(maya.id);
});

test('an offer nobody can see is taken back without making its agent inactive', async () => {
  await comes(maya, jonas);
  await set({ offerSeconds: 600 });
  const id = await chat();
  await round();
  const [first, second] = (await offersOf(maya)).length > 0 ? [maya, jonas] : [jonas, maya];
  await leaves(first);
  door.clock.advance(minutes(1));
  await round();
  expect(await offeredTo(second)).toEqual([id]);
  expect((await first.ask('GET', '/api/me')).body.user.inactiveSince).toBeNull();
});

test('the department with the lower number is served first (N3)', async () => {
  const urgent = await door.department();
  await admin.ask('PATCH', `/api/departments/${urgent}`, { priority: 1, memberIds: [maya.id] });
  await admin.ask('PATCH', `/api/users/${maya.id}`, { capacityUnits: 20 });
  await comes(maya);
  const old = await chat(minutes(30));
  const young = await chat(minutes(1), { departmentId: urgent });
  await round();
  expect(await offeredTo(maya)).toEqual([young]);
  expect(await read(old)).toMatchObject({ status: 'open' });
});

test('the order of what waits: longest, by priority, by the window that closes soonest, or by what is due soonest (N18, behaviours 103)', async () => {
  await admin.ask('PATCH', `/api/users/${maya.id}`, { capacityUnits: 20 });
  const anchor = (hours: number) => new Date(door.clock.now().getTime() - hours * 3_600_000);
  const longest = await chat(minutes(50), { windowAnchorAt: anchor(2) });
  const closing = await chat(minutes(40), { windowAnchorAt: anchor(23) });
  const important = await chat(minutes(30), { windowAnchorAt: anchor(1) });
  await door.db.updateTable('conversation').set({ priority: 1 }).where('id', '=', important).execute();
  const promised = await chat(minutes(20), { windowAnchorAt: anchor(1) });
  await door.db
    .updateTable('conversation')
    .set({ respondDueAt: anchor(-1) })
    .where('id', '=', promised)
    .execute();
  await comes(maya);
  for (const [order, id] of [
    ['waiting', longest],
    ['priority', important],
    ['window', closing],
    ['due', promised],
  ] as const) {
    await set({ order });
    await door.db.deleteFrom('offer').execute();
    await round();
    expect(await offeredTo(maya)).toEqual([id]);
  }
});

test('parked, it is closed after the time of its stream, at the latest a minute later; without one after its page’s (R52)', async () => {
  await set({ autoCloseHours: 5, selfAssign: 'always' });
  const id = await chat();
  await maya.ask('POST', `/api/conversations/${id}/take`);
  await maya.ask('POST', `/api/conversations/${id}/park`);
  door.clock.advance(5 * 3_600_000 - 1);
  await closeOverdue(system());
  expect((await read(id)).status).toBe('waiting');
  door.clock.advance(1);
  await closeOverdue(system());
  expect((await read(id)).status).toBe('closed');
});

test('what waits for longer than the stream offers is left to be picked; written to again it is offered (behaviours 104)', async () => {
  await set({ maxAgeHours: 12 });
  await comes(maya);
  const stale = await chat(13 * 3_600_000);
  await round();
  expect(await offersOf(maya)).toEqual([]);
  expect((await why(stale)).waiting).toMatchObject({ because: 'too-old' });
  await door.db
    .updateTable('conversation')
    .set({ waitingSince: door.clock.now() })
    .where('id', '=', stale)
    .execute();
  await round();
  expect(await offeredTo(maya)).toEqual([stale]);
});

test('nobody is given more than their fair share within its time (behaviours 105)', async () => {
  await set({ fairShare: { most: 2, minutes: 60 }, givesWithoutAsking: true });
  await comes(maya);
  const ids = [await chat(3), await chat(2), await chat(1)];
  await round();
  const mine = async () =>
    (await Promise.all(ids.map(read))).filter(({ assignee }) => assignee?.id === maya.id).length;
  expect(await mine()).toBe(2);
  door.clock.advance(minutes(59));
  await round();
  expect(await mine()).toBe(2);
  door.clock.advance(minutes(1));
  await round();
  expect(await mine()).toBe(3);
});

test('tickets and comments are left to be picked unless the stream offers them too', async () => {
  await comes(maya);
  const comment = await chat(0, { kind: 'comment' });
  await round();
  expect(await offersOf(maya)).toEqual([]);
  expect((await why(comment)).waiting).toMatchObject({ because: 'picked' });
  await set({ pushes: ['chat', 'comment'] });
  await round();
  expect(await offeredTo(maya)).toEqual([comment]);
});

test('those at the head whom nobody can serve do not hold up the others', async () => {
  const skill = (await admin.ask('POST', '/api/skills', { name: `Rare ${++count}` })).body.id;
  await comes(maya);
  await admin.ask('PATCH', `/api/users/${maya.id}`, { capacityUnits: 20 });
  const rare = [];
  for (let n = 0; n < 120; n += 1) rare.push(await chat(minutes(100) - n));
  await door.db
    .updateTable('conversation')
    .set({ requiredSkillIds: [skill] })
    .where('id', 'in', rare)
    .execute();
  const plain = await chat(minutes(1));
  await round();
  expect(await offeredTo(maya)).toEqual([plain]);
});

test('each decision tells who could, in which order, who could not and why, and what became of it (behaviours 106)', async () => {
  await comes(maya, jonas);
  const away = await door.person('agent', [department], 'Priya');
  await facts.conversation(page, { status: 'active', assigneeId: jonas.id });
  const id = await chat();
  await round();
  await answer(maya, 'accept');
  const { decisions, waiting } = await why(id);
  expect(waiting).toBeNull();
  expect(decisions).toMatchObject([
    {
      outcome: 'offered',
      to: [{ id: maya.id, name: 'Maya' }],
      by: 'most-room',
      algorithm: 'highest-capacity',
      department: { id: department },
      ranked: [
        { user: { name: 'Maya' }, room: 100, inHand: 0 },
        { user: { name: 'Jonas' }, room: 80, inHand: 1 },
      ],
      excluded: [{ user: { id: away.id, name: 'Priya' }, because: 'presence' }],
      answers: [{ user: { name: 'Maya' }, state: 'accepted' }],
    },
  ]);
});

test('where idle conversations weigh nothing, one in which nothing happened for so long leaves room (N27)', async () => {
  await comes(maya);
  await admin.ask('PATCH', `/api/users/${maya.id}`, { capacityUnits: 20 });
  await facts.conversation(page, { status: 'active', assigneeId: maya.id });
  const id = await chat();
  await set({ idleSeconds: 60 });
  await round();
  expect(await offeredTo(maya)).toEqual([]);
  door.clock.advance(60_001);
  await round();
  expect(await offeredTo(maya)).toEqual([id]);
  await expect(set({ idleSeconds: 30 })).rejects.toThrow();
});
