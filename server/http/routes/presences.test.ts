import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { PresenceSettings, SavePresences } from '../../../contract/team.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';
import { useTeamAtWork } from '../../testing/team-at-work.ts';
import { endPauses } from '../../desk/presence/end-pauses.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
const team = useTeamAtWork(door);
const { comes, leaves, round, writes } = team;
let admin: DeskPerson;
let lead: DeskPerson;
let maya: DeskPerson;
let department: string;

beforeAll(async () => {
  admin = await door.person('administrator');
  lead = await door.person('supervisor');
});
beforeEach(async () => {
  await save({ isAutomatic: false, items: [] });
  department = await door.department();
  maya = await door.person('agent', [department], 'Maya');
});

const save = async (settings: SavePresences): Promise<PresenceSettings> => {
  const saved = await admin.ask('PUT', '/api/presences', settings);
  expect(saved.status).toBe(200);
  return saved.body;
};
const choose = (person: DeskPerson, choice: string) => person.ask('PATCH', '/api/me/presence', { choice });
const me = async (person: DeskPerson) => (await person.ask('GET', '/api/me')).body.user;
/** As what colleagues see her. */
const seen = async (person: DeskPerson) => {
  const { items } = (await lead.ask('GET', '/api/colleagues')).body;
  const { presence, presenceName } = items.find(({ id }: { id: string }) => id === person.id);
  return presenceName === null ? presence : [presence, presenceName];
};
const onFloor = async (person: DeskPerson) => {
  const floor = (await lead.ask('GET', `/api/floor?department=${department}`)).body;
  return {
    floor,
    agent: floor.agentList.find(({ user }: { user: { id: string } }) => user.id === person.id),
  };
};
/** A page of her department, whose work stream pushes as is said. */
const pageWith = async (settings: object) => {
  const page = await facts.page(department);
  const name = `Stream ${door.newId()}`;
  const stream = await admin.ask('POST', '/api/work-streams', { name, settings });
  await admin.ask('PATCH', `/api/facebook/pages/${page}`, { workStreamId: stream.body.id });
  return page;
};
const comesIn = async (page: string) =>
  (await facts.conversation(page, { waitingSince: door.clock.now() })).id;

test('agents choose a presence of the house: it is seen by its name, and counts as its base (N2)', async () => {
  const { items } = await save({ isAutomatic: false, items: [{ name: 'Lunch', base: 'away' }] });
  expect((await maya.ask('GET', '/api/presences')).body.items).toEqual([
    { id: items[0]?.id, name: 'Lunch', base: 'away', isActive: true },
  ]);
  await comes(maya);
  expect((await choose(maya, items[0]?.id ?? '')).body.user).toMatchObject({
    presenceChoice: 'away',
    customPresence: { id: items[0]?.id, name: 'Lunch' },
  });
  expect(await seen(maya)).toEqual(['away', 'Lunch']);
  expect((await onFloor(maya)).agent).toMatchObject({ presence: 'away', presenceName: 'Lunch' });
  // A work stream allows bases.
  const page = await pageWith({ allowedPresences: ['available'] });
  const id = await comesIn(page);
  await round();
  expect((await lead.ask('GET', `/api/conversations/${id}/why`)).body.waiting.excluded).toEqual([
    { user: { id: maya.id, name: 'Maya' }, because: 'presence' },
  ]);
  await choose(maya, 'available');
  expect(await seen(maya)).toBe('available');
  await round();
  expect((await maya.ask('GET', '/api/offers')).body.items).toHaveLength(1);
});

test('reports tell the time in each presence by its name, and agents see only their own (N2)', async () => {
  const { items } = await save({ isAutomatic: false, items: [{ name: 'Training', base: 'busy' }] });
  const day = door.clock.now().toISOString().slice(0, 10);
  await comes(maya);
  door.clock.advance(60_000);
  await choose(maya, items[0]?.id ?? '');
  door.clock.advance(120_000);
  await choose(maya, 'busy');
  door.clock.advance(30_000);
  await leaves(maya);
  const { body } = await lead.ask('GET', `/api/reports?from=${day}&to=${day}&by=agent`);
  const ofMaya = body.presences.filter(({ user }: { user: { id: string } }) => user.id === maya.id);
  expect(ofMaya.map(({ presence, name, ms }: Record<string, unknown>) => [presence, name, ms])).toEqual([
    ['busy', 'Training', 120_000],
    ['available', null, 60_000],
    ['busy', null, 30_000],
  ]);
  const own = await maya.ask('GET', `/api/reports?from=${day}&to=${day}&by=day`);
  expect(own.body.presences).toEqual(ofMaya);
  expect((await lead.ask('GET', `/api/reports?from=${day}&to=${day}&by=day`)).body.presences).toEqual([]);
});

test('presences are named, ordered, taken out of the menu and removed by administrators alone (N2)', async () => {
  const first = await save({
    isAutomatic: false,
    items: [
      { name: 'Lunch', base: 'away' },
      { name: 'Meeting', base: 'do-not-disturb' },
    ],
  });
  const [lunch, meeting] = first.items;
  if (!lunch || !meeting) throw new Error('They were saved.');
  await comes(maya);
  await choose(maya, lunch.id);
  // Names and places change at once; who has one that counts otherwise now is seen so.
  await save({
    isAutomatic: false,
    items: [
      { ...meeting, name: 'Lunch' },
      { ...lunch, name: 'Meeting', base: 'busy', isActive: false },
    ],
  });
  expect(await seen(maya)).toEqual(['busy', 'Meeting']);
  expect((await choose(maya, lunch.id)).status).toBe(200);
  await choose(maya, 'available');
  const gone = await choose(maya, lunch.id);
  expect(gone.body.error).toMatchObject({ code: 'invalid', data: { field: 'choice' } });
  await choose(maya, meeting.id);
  expect(await seen(maya)).toEqual(['do-not-disturb', 'Lunch']);
  await save({ isAutomatic: false, items: [] });
  expect(await seen(maya)).toBe('do-not-disturb');

  const twice = { isAutomatic: false, items: [0, 1].map(() => ({ name: 'Tea', base: 'away' })) };
  expect((await admin.ask('PUT', '/api/presences', twice)).body.error.data.field).toBe('items');
  const foreign = { isAutomatic: false, items: [{ id: door.newId(), name: 'Tea', base: 'away' }] };
  expect((await admin.ask('PUT', '/api/presences', foreign)).body.error.data.field).toBe('items.0.id');
  const nameless = { isAutomatic: false, items: [{ name: ' ', base: 'away' }] };
  expect((await admin.ask('PUT', '/api/presences', nameless)).body.error.data.field).toBe('items.0.name');
  for (const person of [maya, lead]) {
    expect((await person.ask('PUT', '/api/presences', { isAutomatic: true, items: [] })).status).toBe(403);
  }
  expect((await choose(maya, 'asleep')).body.error.data.field).toBe('choice');
});

test('automatic: nothing in hand is available, something is busy, all is do not disturb (N2, D2)', async () => {
  await comes(maya);
  await save({ isAutomatic: true, items: [] });
  expect(await me(maya)).toMatchObject({ followsLoad: true, mayFollowLoad: true });
  // Two conversations of 20 units.
  await admin.ask('PATCH', `/api/users/${maya.id}`, { capacityUnits: 40 });
  const page = await pageWith({ allowedPresences: ['available', 'busy'], givesWithoutAsking: true });
  const first = await comesIn(page);
  await round();
  await round();
  expect(await seen(maya)).toBe('busy');
  await comesIn(page);
  await comesIn(page);
  await round();
  await round();
  expect(await seen(maya)).toBe('do-not-disturb');
  // Full is not gone: nobody has to be told that nobody is there.
  expect((await onFloor(maya)).floor).toMatchObject({ agentsIn: 1, away: 0, waiting: 1 });
  const park = async (id: string) =>
    expect((await maya.ask('POST', `/api/conversations/${id}/park`)).body.status).toBe('waiting');
  await park(first);
  await round();
  // One was free, so the one that waited came.
  expect((await onFloor(maya)).agent.conversations).toBe(2);
  const mine = (await maya.ask('GET', '/api/conversations?view=mine')).body.items;
  for (const { id, status } of mine) if (status === 'active') await park(id);
  await round();
  expect(await seen(maya)).toBe('available');
});

test('automatic: as many as one department allows is not all; do not disturb comes when no department has a place (N2, N26)', async () => {
  await comes(maya);
  await save({ isAutomatic: true, items: [] });
  const page = await pageWith({ allowedPresences: ['available', 'busy'], givesWithoutAsking: true });
  const most = (departmentId: string, mostConversations: number | null) =>
    door.db
      .updateTable('department')
      .set({ rules: JSON.stringify({ mostConversations }) })
      .where('id', '=', departmentId)
      .execute();
  const common = await door.db
    .selectFrom('department')
    .select('id')
    .where('isDefault', '=', true)
    .executeTakeFirstOrThrow();
  await most(department, 1);
  await comesIn(page);
  await comesIn(page);
  await round();
  await round();
  expect((await onFloor(maya)).agent.conversations).toBe(1);
  expect(await seen(maya)).toBe('busy');
  await admin.ask('PUT', '/api/capacity', { model: 'units', mostConversations: 1, timeZone: 'UTC' });
  await round();
  expect(await seen(maya)).toBe('do-not-disturb');
  await most(common.id, 5);
  await round();
  expect(await seen(maya)).toBe('busy');
  await most(common.id, null);
  await admin.ask('PUT', '/api/capacity', { model: 'units', mostConversations: 0, timeZone: 'UTC' });
});

test('automatic: what a stream allows decides; who is busy by one conversation gets no second at once (N2)', async () => {
  await comes(maya);
  await save({ isAutomatic: true, items: [] });
  const page = await pageWith({ units: 10, allowedPresences: ['available'] });
  await comesIn(page);
  await comesIn(page);
  await round();
  const { items } = (await maya.ask('GET', '/api/offers')).body;
  expect(items).toHaveLength(1);
  await maya.ask('POST', `/api/offers/${items[0].id}/accept`);
  await round();
  expect((await maya.ask('GET', '/api/offers')).body.items).toEqual([]);
  expect(await seen(maya)).toBe('busy');
});

test('a presence chosen by hand stays until another is chosen; single users may be set otherwise (N2)', async () => {
  await comes(maya);
  expect((await choose(maya, 'automatic')).body.error.data.field).toBe('choice');
  await admin.ask('PATCH', `/api/users/${maya.id}`, { automaticPresence: true });
  expect(await me(maya)).toMatchObject({ followsLoad: true });
  await choose(maya, 'away');
  const page = await pageWith({ allowedPresences: ['available', 'busy'], givesWithoutAsking: true });
  await comesIn(page);
  await round();
  await round();
  expect(await seen(maya)).toBe('away');
  await choose(maya, 'automatic');
  await round();
  await round();
  expect(await seen(maya)).toBe('busy');
  // Saving again what is set already takes nobody's choice away.
  await choose(maya, 'available');
  await save({ isAutomatic: true, items: [] });
  await admin.ask('PATCH', `/api/users/${maya.id}`, { name: 'Maya' });
  await round();
  expect(await seen(maya)).toBe('available');
  await choose(maya, 'automatic');
  await round();
  expect(await seen(maya)).toBe('busy');
  await admin.ask('PATCH', `/api/users/${maya.id}`, { automaticPresence: false });
  await round();
  expect([await seen(maya), (await me(maya)).mayFollowLoad]).toEqual(['available', false]);
});

test('a forced pause after a missed request ends by itself where the stream says so, and may be taken back before (N27, N6)', async () => {
  await comes(maya);
  const page = await pageWith({ offerSeconds: 60, inactiveMinutes: 5 });
  await comesIn(page);
  await round();
  const miss = async () => {
    door.clock.advance(60_000);
    await round();
    expect(await seen(maya)).toBe('inactive');
    return new Date(door.clock.now().getTime() + 5 * 60_000).toISOString();
  };
  const until = await miss();
  expect((await me(maya)).inactiveUntil).toBe(until);
  door.clock.advance(5 * 60_000 - 1);
  await endPauses(door);
  expect(await seen(maya)).toBe('inactive');
  const heard = await facts.heard('me.changed', maya.id);
  door.clock.advance(1);
  await endPauses(door);
  await endPauses(door);
  expect([await seen(maya), await me(maya)]).toMatchObject([
    'available',
    { inactiveSince: null, inactiveUntil: null },
  ]);
  expect(await facts.heard('me.changed', maya.id)).toBe(heard + 1);
  // What was let go by is not asked again so soon: another one is.
  await comesIn(page);
  await round();
  await miss();
  await lead.ask('POST', `/api/users/${maya.id}/reset-presence`);
  expect(await me(maya)).toMatchObject({ inactiveSince: null, inactiveUntil: null });
});

test('who writes to an agent who is gone for longer than is set comes to somebody else (N26)', async () => {
  const jonas = await door.person('agent', [department], 'Jonas');
  const page = await pageWith({ givesWithoutAsking: true, lostAgentSeconds: 60 });
  await comes(maya);
  const psid = `psid-${door.newId()}`;
  const id = await writes(psid, page);
  await round();
  const assignee = async () => (await lead.ask('GET', `/api/conversations/${id}`)).body.assignee?.id;
  expect(await assignee()).toBe(maya.id);
  expect((await maya.ask('POST', `/api/conversations/${id}/park`)).body.status).toBe('waiting');
  await comes(jonas);
  await leaves(maya);
  door.clock.advance(59_999);
  expect(await writes(psid, page)).toBe(id);
  await round();
  expect(await assignee()).toBe(maya.id);
  door.clock.advance(1);
  await round();
  await round();
  expect(await assignee()).toBe(jonas.id);
});
