import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { CapacitySettings, SaveCapacityProfile } from '../../../contract/capacity.ts';
import type { WorkStreamSettings } from '../../../contract/work-streams.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';
import { useTeamAtWork } from '../../testing/team-at-work.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
const { comes, round } = useTeamAtWork(door);
let admin: DeskPerson;
let lead: DeskPerson;
let maya: DeskPerson;
let department: string;

beforeAll(async () => {
  admin = await door.person('administrator');
  lead = await door.person('supervisor');
});
beforeEach(async () => {
  department = await door.department();
  maya = await door.person('agent', [department], 'Maya');
  await comes(maya);
  await set({});
});

const set = async (settings: Partial<CapacitySettings>) =>
  expect((await admin.ask('PUT', '/api/capacity', settings)).status).toBe(200);
const profile = async (fields: Omit<SaveCapacityProfile, 'name'>): Promise<string> => {
  const made = await admin.ask('POST', '/api/capacity/profiles', { name: `P ${door.newId()}`, ...fields });
  expect(made.status).toBe(201);
  return made.body.id;
};
/** A page whose conversations are given without asking, and take of these profiles. */
const pageOf = async (
  capacityProfileIds: readonly string[],
  settings: Partial<WorkStreamSettings> = {},
  into = department,
) => {
  const page = await facts.page(into);
  const made = await admin.ask('POST', '/api/work-streams', {
    name: `Stream ${door.newId()}`,
    settings: { givesWithoutAsking: true, capacityProfileIds, ...settings },
  });
  expect(made.status).toBe(201);
  await admin.ask('PATCH', `/api/facebook/pages/${page}`, { workStreamId: made.body.id });
  return page;
};
const chat = async (page: string) => (await facts.conversation(page, { waitingSince: door.clock.now() })).id;
const chats = async (page: string, count: number) => {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    door.clock.advance(1_000);
    ids.push(await chat(page));
  }
  return ids;
};
const inHand = async (person = maya) =>
  (
    await door.db
      .selectFrom('conversation')
      .select('id')
      .where('assigneeId', '=', person.id)
      .where('status', '=', 'active')
      .execute()
  ).length;
const because = async (id: string) =>
  (await lead.ask('GET', `/api/conversations/${id}/why`)).body.waiting.excluded.map(
    (one: { because: string }) => one.because,
  );
const act = async (id: string, what: string) =>
  expect((await maya.ask('POST', `/api/conversations/${id}/${what}`)).status).toBe(200);

test('by profiles: nobody gets more of a kind than its limit, or than their own (R51, D2)', async () => {
  await set({ model: 'profiles' });
  const chatting = await profile({ itemLimit: 2 });
  const page = await pageOf([chatting], { units: 1000 });
  const ids = await chats(page, 3);
  await round();
  expect(await inHand()).toBe(2);
  expect(await because(ids[2] ?? '')).toEqual(['profile-full']);
  // Parked is out of hand, and there is room at once.
  await act(ids[0] ?? '', 'park');
  await round();
  expect(await inHand()).toBe(2);
  await admin.ask('PATCH', `/api/users/${maya.id}`, {
    ownLimits: [{ profileId: chatting, itemLimit: 4 }],
  });
  await chats(page, 3);
  await round();
  expect(await inHand()).toBe(4);
  const { name } = (await admin.ask('GET', '/api/capacity')).body.profiles.find(
    ({ id }: { id: string }) => id === chatting,
  );
  const bounds = expect.arrayContaining([{ kind: 'profile', name, used: 4, limit: 4 }]);
  expect((await maya.ask('GET', '/api/me/load')).body).toEqual({ conversations: 4, bounds });
  const floor = (await lead.ask('GET', `/api/floor?department=${department}`)).body;
  expect(floor.agentList.find(({ user }: { user: { id: string } }) => user.id === maya.id)).toMatchObject({
    conversations: 4,
    bounds,
  });
});

test('what takes of several profiles needs room in all of them (D2)', async () => {
  await set({ model: 'profiles' });
  const [wide, narrow] = [await profile({ itemLimit: 9 }), await profile({ itemLimit: 1 })];
  const both = await pageOf([wide, narrow]);
  const one = await pageOf([wide]);
  const [, second] = await chats(both, 2);
  await chats(one, 2);
  await round();
  expect(await inHand()).toBe(3);
  expect(await because(second ?? '')).toEqual(['profile-full']);
});

test('a profile that resets at the end of the day counts until then, by the clock of the house (D2)', async () => {
  door.clock.set(new Date('2026-11-20T10:00:00Z'));
  // Ten hours before UTC: their day ends at 10 in the morning.
  await set({ model: 'profiles', timeZone: 'Pacific/Honolulu' });
  const page = await pageOf([await profile({ itemLimit: 1, resets: 'end-of-day' })]);
  const id = await chat(page);
  await round();
  await act(id, 'park');
  const second = await chat(page);
  await round();
  expect([await inHand(), await because(second)]).toEqual([0, ['profile-full']]);
  door.clock.set(new Date('2026-11-21T09:59:59Z'));
  await round();
  expect(await inHand()).toBe(0);
  door.clock.set(new Date('2026-11-21T10:00:00Z'));
  await comes(maya);
  await round();
  expect(await inHand()).toBe(1);
});

test('who is at the limit of a profile that blocks is given nothing else either (D2)', async () => {
  await set({ model: 'profiles' });
  const blocking = await profile({ itemLimit: 1, blocks: true });
  const [first] = await chats(await pageOf([blocking]), 1);
  await round();
  const other = await chat(await pageOf([]));
  await round();
  expect([await inHand(), await because(other)]).toEqual([1, ['profile-blocks']]);
  await act(first ?? '', 'park');
  await round();
  expect(await inHand()).toBe(1);
});

test('of two conversations taken at once by profile only one comes; those who lead may take more (R55, K26)', async () => {
  await set({ model: 'profiles' });
  const page = await pageOf([await profile({ itemLimit: 1 })], { mode: 'pick' });
  const ids = await chats(page, 3);
  const answers = await Promise.all(
    ids.slice(0, 2).map((id) => maya.ask('POST', `/api/conversations/${id}/take`)),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  await lead.ask('POST', `/api/conversations/${ids[2]}/assign`, { userId: maya.id });
  expect(await inHand()).toBe(2);
});

test('most conversations at once: an agent’s own number, then the department’s, then the house’s (N26)', async () => {
  const page = await pageOf([]);
  const elsewhere = await door.department();
  await admin.ask('PATCH', `/api/users/${maya.id}`, { departmentIds: [department, elsewhere] });
  const other = await pageOf([], {}, elsewhere);
  await set({ mostConversations: 3 });
  await chats(page, 2);
  const ids = await chats(other, 2);
  await round();
  // In all.
  expect([await inHand(), await because(ids[1] ?? '')]).toEqual([3, ['most-conversations']]);
  // There, and there alone.
  const rules = { mostConversations: 2 };
  expect((await admin.ask('PATCH', `/api/departments/${elsewhere}`, { rules })).status).toBe(200);
  await chats(other, 2);
  await round();
  expect(await inHand()).toBe(4);
  // Hers, whatever the others say; 0 is none of her own.
  await admin.ask('PATCH', `/api/users/${maya.id}`, { mostConversations: 5 });
  await round();
  expect(await inHand()).toBe(5);
  const taken = await maya.ask('POST', `/api/conversations/${await chat(other)}/take`);
  expect([taken.status, taken.body.error.code]).toEqual([409, 'conflict']);
  const none = await admin.ask('PATCH', `/api/users/${maya.id}`, { mostConversations: 0 });
  expect(none.body.mostConversations).toBeNull();
  // A limit in the one department, the house’s in the other, and without any there is none.
  await set({ mostConversations: 0 });
  await admin.ask('PATCH', `/api/departments/${elsewhere}`, { rules: {} });
  await admin.ask('PATCH', `/api/users/${maya.id}`, { capacityUnits: null });
  await round();
  expect(await inHand()).toBe(7);
});

test('profiles are checked, audited, removed with what took of them, and the administrators’ alone', async () => {
  const id = await profile({ itemLimit: 2 });
  const page = await pageOf([id]);
  const streamId = (
    await door.db.selectFrom('page').select('workStreamId').where('id', '=', page).executeTakeFirstOrThrow()
  ).workStreamId;
  await admin.ask('PATCH', `/api/users/${maya.id}`, { ownLimits: [{ profileId: id, itemLimit: 1 }] });
  const { name } = (await admin.ask('GET', '/api/capacity')).body.profiles.find(
    (one: { id: string }) => one.id === id,
  );
  const field = async (fields: object) =>
    (await admin.ask('PUT', `/api/capacity/profiles/${id}`, { name, itemLimit: 2, ...fields })).body.error
      ?.data.field;
  expect(await field({ itemLimit: -1 })).toBe('itemLimit');
  expect(await field({ name: ' ' })).toBe('name');
  expect(await field({ resets: 'never' })).toBe('resets');
  await admin.ask('POST', '/api/capacity/profiles', { name: 'Taken', itemLimit: 1 });
  expect(await field({ name: 'TAKEN' })).toBe('name');
  expect((await admin.ask('PUT', '/api/capacity', { timeZone: 'Moon' })).body.error.data.field).toBe(
    'timeZone',
  );
  expect((await admin.ask('PUT', '/api/capacity', { model: 'both' })).body.error.data.field).toBe('model');
  const ownLimits = [{ profileId: door.newId(), itemLimit: 1 }];
  const unknown = await admin.ask('PATCH', `/api/users/${maya.id}`, { ownLimits });
  expect(unknown.body.error.data.field).toBe('ownLimits');
  expect((await admin.ask('DELETE', `/api/capacity/profiles/${id}`)).status).toBe(204);
  expect((await admin.ask('DELETE', `/api/capacity/profiles/${id}`)).status).toBe(404);
  const stream = await admin.ask('GET', `/api/work-streams/${streamId}`);
  expect(stream.body.settings.capacityProfileIds).toEqual([]);
  expect((await maya.ask('GET', '/api/capacity')).status).toBe(403);
  for (const person of [maya, lead]) {
    expect((await person.ask('PUT', '/api/capacity', {})).status).toBe(403);
    expect((await person.ask('DELETE', `/api/capacity/profiles/${id}`)).status).toBe(403);
  }
});
