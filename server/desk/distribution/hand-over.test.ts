import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { DepartmentRules } from '../../../contract/department-rules.ts';
import type { WorkStreamSettings } from '../../../contract/work-streams.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';
import { useTeamAtWork } from '../../testing/team-at-work.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
const { comes, endsAll, leaves, round } = useTeamAtWork(door);
let admin: DeskPerson;
let lead: DeskPerson;
let sales: string;
let billing: string;
let page: string;
let stream: string;
let maya: DeskPerson;
let jonas: DeskPerson;

let count = 0;
beforeAll(async () => {
  admin = await door.person('administrator');
  lead = await door.person('supervisor');
});
beforeEach(async () => {
  await endsAll();
  sales = await door.department();
  billing = await door.department();
  maya = await door.person('agent', [sales], 'Maya');
  jonas = await door.person('agent', [sales, billing], 'Jonas');
  page = await facts.page(sales);
  stream = (await admin.ask('POST', '/api/work-streams', { name: `Stream ${++count}` })).body.id;
  await admin.ask('PATCH', `/api/facebook/pages/${page}`, { workStreamId: stream });
});

const set = async (settings: Partial<WorkStreamSettings>) => {
  const { version } = (await admin.ask('GET', `/api/work-streams/${stream}`)).body;
  return admin.ask('PATCH', `/api/work-streams/${stream}`, { version, settings });
};
const rules = (more: Partial<DepartmentRules>) =>
  admin.ask('PATCH', `/api/departments/${sales}`, { rules: more });
const held = async () => (await facts.conversation(page, { status: 'active', assigneeId: maya.id })).id;
const hand = async (who: DeskPerson, id: string, to: { userId: string } | { departmentId: string }) =>
  (await who.ask('POST', `/api/conversations/${id}/transfer`, to)).status;
const read = async (id: string) => (await lead.ask('GET', `/api/conversations/${id}`)).body;
const offeredTo = async (who: DeskPerson): Promise<string[]> =>
  (await who.ask('GET', '/api/offers')).body.items.map(
    ({ conversation }: { conversation: { id: string } }) => conversation.id,
  );

test('unless set otherwise a colleague is asked for 60 seconds, and it goes back to who asked (N28)', async () => {
  expect((await lead.ask('GET', `/api/work-streams/${stream}`)).body.settings).toMatchObject({
    ...{ transferSeconds: 60, transferBounces: true, transfersToBusy: true, transferPriority: 15 },
  });
  await comes(maya, jonas);
  const id = await held();
  expect(await hand(maya, id, { userId: jonas.id })).toBe(204);
  door.clock.advance(59_999);
  await round();
  expect(await offeredTo(jonas)).toEqual([id]);
  door.clock.advance(1);
  await round();
  expect(await read(id)).toMatchObject({ status: 'active', assignee: { id: maya.id } });
});

test('a colleague who is at no desk could not say yes: it is theirs at once (N28)', async () => {
  await comes(maya);
  const id = await held();
  expect(await hand(maya, id, { userId: jonas.id })).toBe(204);
  expect(await read(id)).toMatchObject({ status: 'active', assignee: { id: jonas.id } });
});

test('where it does not bounce, what a colleague refuses or lets go by waits for somebody else (N28)', async () => {
  const priya = await door.person('agent', [sales], 'Priya');
  await comes(maya, jonas, priya);
  await set({ transferBounces: false });
  for (const answer of ['reject', 'miss'] as const) {
    const id = await held();
    await hand(maya, id, { userId: jonas.id });
    const [offer] = (await jonas.ask('GET', '/api/offers')).body.items;
    if (answer === 'reject') await jonas.ask('POST', `/api/offers/${offer.id}/reject`);
    else door.clock.advance(60_000);
    await round();
    await round();
    expect(await read(id)).toMatchObject({ status: 'open', assignee: null });
    // Neither who handed it on nor who did not want it.
    expect(await offeredTo(priya)).toContain(id);
    const { items } = (await lead.ask('GET', `/api/conversations/${id}/messages`)).body;
    expect(items.at(-1).activity).toEqual({ type: 'transfer-declined', by: 'Jonas' });
  }
});

test('where the busy are not asked, who is away or has no room is refused by name; those who lead ask anybody (N28)', async () => {
  await set({ transfersToBusy: false });
  await comes(maya);
  const id = await held();
  const ask = (who: DeskPerson) => who.ask('POST', `/api/conversations/${id}/transfer`, { userId: jonas.id });
  const away = await ask(maya);
  expect([away.status, away.body.error.message]).toEqual([409, 'Jonas is not there for it now.']);
  await comes(jonas);
  await admin.ask('PATCH', `/api/users/${jonas.id}`, { capacityUnits: 10 });
  const full = await ask(maya);
  expect([full.status, full.body.error.message]).toEqual([409, 'Jonas has as much in hand as they may.']);
  expect((await ask(lead)).status).toBe(204);
  await leaves(jonas);
});

test('agents hand on to the departments and the skills that their department allows, those who lead to all (N28)', async () => {
  const skill = (await admin.ask('POST', '/api/skills', { name: `French ${++count}` })).body.id;
  await comes(maya, jonas);
  const id = await held();
  expect((await rules({ transfers: { departmentIds: [], skillIds: [skill] } } as never)).status).toBe(200);
  expect(await hand(maya, id, { departmentId: billing })).toBe(403);
  expect(await hand(maya, id, { userId: jonas.id })).toBe(403);
  expect((await maya.ask('POST', `/api/conversations/${id}/assign`, { userId: jonas.id })).status).toBe(403);
  await admin.ask('PATCH', `/api/users/${jonas.id}`, { skillIds: [skill] });
  expect(await hand(maya, id, { userId: jonas.id })).toBe(204);
  await rules({ transfers: { departmentIds: [billing], skillIds: [] } } as never);
  expect(await hand(maya, id, { departmentId: billing })).toBe(204);
  const other = await held();
  await rules({ transfers: { departmentIds: [], skillIds: [] } });
  expect(await hand(lead, other, { departmentId: billing })).toBe(204);
});

test('a department or a skill that is deleted is named by no department any more (N28)', async () => {
  const skill = (await admin.ask('POST', '/api/skills', { name: `Gone ${++count}` })).body.id;
  const gone = await door.department();
  await rules({ transfers: { departmentIds: [gone, billing], skillIds: [skill] } } as never);
  await admin.ask('DELETE', `/api/skills/${skill}`);
  await admin.ask('DELETE', `/api/departments/${gone}`);
  const { items } = (await admin.ask('GET', '/api/departments')).body;
  expect(items.find((one: { id: string }) => one.id === sales).rules.transfers).toEqual({
    departmentIds: [billing],
    skillIds: [],
  });
});

test('what a department allows names departments and skills that there are; agents set nothing (N28)', async () => {
  const at = `/api/departments/${sales}`;
  const wrong = [
    [{ transfers: { departmentIds: [door.newId()], skillIds: [] } }, 'rules.transfers.departmentIds'],
    [{ transfers: { departmentIds: [], skillIds: [door.newId()] } }, 'rules.transfers.skillIds'],
    [{ waitingLimit: 0 }, 'rules.waitingLimit'],
  ] as const;
  for (const [body, field] of wrong) {
    const { status, body: answer } = await admin.ask('PATCH', at, { rules: body });
    expect([status, answer.error.data.field]).toEqual([400, field]);
  }
  expect((await maya.ask('PATCH', at, { rules: {} })).status).toBe(403);
  expect((await lead.ask('PATCH', at, { rules: {} })).status).toBe(403);
});

test('what was handed over is served before or behind the others by its priority of 1 to 30; usually neither (N28)', async () => {
  const paul = await door.person('agent', [billing], 'Paul');
  await admin.ask('PATCH', `/api/users/${paul.id}`, { capacityUnits: 20 });
  const home = await facts.page(billing);
  await admin.ask('PATCH', `/api/facebook/pages/${home}`, { workStreamId: stream });
  const order = async (transferPriority: number) => {
    await set({ transferPriority });
    const handed = (
      await facts.conversation(page, {
        ...{ status: 'active', assigneeId: maya.id },
        waitingSince: new Date(door.clock.now().getTime() - 60_000),
      })
    ).id;
    await hand(maya, handed, { departmentId: billing });
    const older = (
      await facts.conversation(home, {
        waitingSince: new Date(door.clock.now().getTime() - 120_000),
      })
    ).id;
    await comes(paul);
    await round();
    const [first] = await offeredTo(paul);
    await leaves(paul);
    await door.db.deleteFrom('offer').execute();
    await door.db
      .updateTable('conversation')
      .set({ status: 'closed', closedAt: door.clock.now() })
      .where('id', 'in', [handed, older])
      .execute();
    return first === handed ? 'handed' : 'older';
  };
  expect([await order(15), await order(1), await order(30)]).toEqual(['older', 'handed', 'older']);
  expect((await set({ transferPriority: 31 })).status).toBe(400);
});
