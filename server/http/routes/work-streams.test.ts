import { beforeAll, expect, test } from 'vitest';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
let admin: DeskPerson;
let lead: DeskPerson;
let agent: DeskPerson;
let department: string;
beforeAll(async () => {
  admin = await door.person('administrator');
  lead = await door.person('supervisor');
  department = await door.department();
  agent = await door.person('agent', [department]);
});

let count = 0;
const make = async (settings = {}) =>
  (await admin.ask('POST', '/api/work-streams', { name: `Stream ${++count}`, settings })).body;

test('there is a default stream, which agents pick from, and which stays (N3)', async () => {
  const { items } = (await lead.ask('GET', '/api/work-streams')).body;
  expect(items[0]).toMatchObject({ isDefault: true, settings: { mode: 'pick', selfAssign: 'always' } });
  expect((await admin.ask('DELETE', `/api/work-streams/${items[0].id}`)).status).toBe(409);
});

test('only administrators make and change streams; those who lead look at each, agents at those that lead to them (B2, R48)', async () => {
  const stream = await make();
  for (const [method, url, body] of [
    ['POST', '/api/work-streams', { name: 'Mine' }],
    ['PATCH', `/api/work-streams/${stream.id}`, { version: 1, name: 'Mine' }],
    ['DELETE', `/api/work-streams/${stream.id}`, undefined],
    ['POST', '/api/skills', { name: 'wood' }],
  ] as const) {
    expect((await lead.ask(method, url, body)).status).toBe(403);
    expect((await agent.ask(method, url, body)).status).toBe(403);
  }
  expect((await lead.ask('GET', `/api/work-streams/${stream.id}`)).body).toMatchObject({ liveCount: 0 });
  expect((await agent.ask('GET', `/api/work-streams/${stream.id}`)).status).toBe(404);
});

test('an agent sees the streams that lead to a department of theirs by a page, a rule or a conversation, and no other (B2)', async () => {
  const elsewhere = await door.department();
  const [byPage, byRule, byHand, foreign] = [await make(), await make(), await make(), await make()];
  const [mine, theirs] = [await facts.page(department), await facts.page(elsewhere)];
  for (const [page, workStreamId] of [
    [mine, byPage.id],
    [theirs, foreign.id],
  ]) {
    expect((await admin.ask('PATCH', `/api/facebook/pages/${page}`, { workStreamId })).status).toBe(200);
  }
  const rule = (isOn: boolean) => ({
    id: door.newId(),
    name: 'To us',
    isOn,
    conditions: { match: 'all', items: [] },
    departmentId: elsewhere,
    split: [{ departmentId: department, percent: 50 }],
  });
  for (const [id, isOn] of [
    [byRule.id, true],
    [foreign.id, false],
  ]) {
    const saved = await admin.ask('PUT', `/api/work-streams/${id}/rules`, {
      version: 0,
      rules: [rule(isOn)],
      fallbackDepartmentId: elsewhere,
    });
    expect(saved.status).toBe(200);
  }
  const handed = await facts.conversation(theirs, { departmentId: department });
  const isOf = { workStreamId: byHand.id };
  await door.db.updateTable('conversation').set(isOf).where('id', '=', handed.id).execute();

  const seen = (await agent.ask('GET', '/api/work-streams')).body.items.map(({ id }: { id: string }) => id);
  expect(seen).toEqual(expect.arrayContaining([byPage.id, byRule.id, byHand.id]));
  expect(seen).not.toContain(foreign.id);
  expect((await agent.ask('GET', `/api/work-streams/${foreign.id}`)).status).toBe(404);
  const shown = (await agent.ask('GET', `/api/work-streams/${byRule.id}`)).body;
  expect(shown.departments.map(({ id }: { id: string }) => id)).toEqual([department]);
  expect((await lead.ask('GET', `/api/work-streams/${byRule.id}`)).body.departments).toHaveLength(2);
  const counted = async (person: DeskPerson) =>
    (await person.ask('GET', `/api/work-streams/${byHand.id}`)).body.liveCount;
  expect([await counted(agent), await counted(lead)]).toEqual([1, 1]);
});

test('an agent is shown what bounds and shapes what comes, and neither other profiles and templates nor the service (B2)', async () => {
  const made = async (url: string, body: object) => (await admin.ask('POST', url, body)).body;
  const own = await made('/api/capacity/profiles', { name: 'Chats here', itemLimit: 3 });
  await made('/api/capacity/profiles', { name: 'Chats elsewhere', itemLimit: 9 });
  const template = await made('/api/offer-templates', { name: 'Calm', body: { seconds: 45 } });
  const stream = await make({
    capacityProfileIds: [own.id],
    offerTemplateId: template.id,
    algorithm: 'external',
  });
  const service = { url: 'https://agents.example/next?key=hidden', secret: 'very secret' };
  expect((await admin.ask('PUT', `/api/work-streams/${stream.id}/service`, service)).status).toBe(200);
  const page = await facts.page(department);
  await admin.ask('PATCH', `/api/facebook/pages/${page}`, { workStreamId: stream.id });

  const shown = await agent.ask('GET', `/api/work-streams/${stream.id}`);
  expect(shown.body).toMatchObject({
    service: null,
    capacity: { model: 'units', profiles: [{ id: own.id, name: 'Chats here', itemLimit: 3 }] },
    offerTemplate: { id: template.id, name: 'Calm', body: { seconds: 45 } },
    pages: [{ id: page }],
  });
  expect(shown.body.capacity.profiles).toHaveLength(1);
  const list = await agent.ask('GET', '/api/work-streams');
  expect(JSON.stringify([shown.body, list.body])).not.toMatch(/hidden|very secret/);
  expect((await lead.ask('GET', `/api/work-streams/${stream.id}`)).body.service.url).toBe(service.url);
  for (const url of ['/api/capacity', '/api/offer-templates', `/api/work-streams/${stream.id}/rules`]) {
    expect([url, (await agent.ask('GET', url)).status]).toEqual([url, 403]);
    expect([url, (await lead.ask('GET', url)).status]).toEqual([url, 200]);
  }
});

test('a stream has a name of its own; without one, and of a channel that there is not, it is refused (R49, R50)', async () => {
  const { name } = await make();
  const faults = [
    [{ name: '' }, 'name'],
    [{ name: name.toUpperCase() }, 'name'],
    [{ name: 'Other', channel: 'sms' }, 'channel'],
    [{ name: 'Other', settings: { units: 1.5 } }, 'settings.units'],
    [{ name: 'Other', settings: { unitz: 1 } }, 'settings.unitz'],
    [{ name: 'Other', settings: { requiredSkillIds: [door.newId()] } }, 'settings.requiredSkillIds'],
  ] as const;
  for (const [body, field] of faults) {
    const { status, body: answer } = await admin.ask('POST', '/api/work-streams', body);
    expect([status, answer.error.data.field]).toEqual([400, field]);
  }
});

test('who may be away cannot be made inactive for missing a request: refused at save (R54)', async () => {
  const both = { allowedPresences: ['available', 'away'], missedMakesInactive: true };
  const refused = await admin.ask('POST', '/api/work-streams', { name: 'Away', settings: both });
  expect([refused.status, refused.body.error.data.field]).toEqual([400, 'settings.allowedPresences']);
  expect((await make({ ...both, missedMakesInactive: false })).settings.allowedPresences).toContain('away');
  const stream = await make();
  const later = { version: stream.version, settings: { allowedPresences: ['away'] } };
  expect((await admin.ask('PATCH', `/api/work-streams/${stream.id}`, later)).status).toBe(400);
});

test('a change keeps what it does not name, and one made on an old version is refused', async () => {
  const stream = await make({ units: 30, algorithm: 'round-robin' });
  const url = `/api/work-streams/${stream.id}`;
  const changed = await admin.ask('PATCH', url, { version: stream.version, settings: { mode: 'pick' } });
  expect(changed.body).toMatchObject({
    version: stream.version + 1,
    settings: { mode: 'pick', units: 30, algorithm: 'round-robin' },
  });
  const late = await admin.ask('PATCH', url, { version: stream.version, settings: { mode: 'push' } });
  expect([late.status, late.body.error.data.version]).toEqual([409, stream.version + 1]);
});

test('several pages share a stream; when it is deleted they follow the default one (R57)', async () => {
  const stream = await make();
  const pages = [await facts.page(department), await facts.page(department)];
  for (const page of pages) {
    const set = await admin.ask('PATCH', `/api/facebook/pages/${page}`, { workStreamId: stream.id });
    expect(set.body.workStreamId).toBe(stream.id);
  }
  const inside = (await lead.ask('GET', `/api/work-streams/${stream.id}`)).body.pages;
  expect(inside.map((page: { id: string }) => page.id).toSorted()).toEqual(pages.toSorted());
  const unknown = await admin.ask('PATCH', `/api/facebook/pages/${pages[0]}`, { workStreamId: door.newId() });
  expect([unknown.status, unknown.body.error.data.field]).toEqual([400, 'workStreamId']);

  expect((await admin.ask('DELETE', `/api/work-streams/${stream.id}`)).status).toBe(204);
  const { items } = (await lead.ask('GET', '/api/work-streams')).body;
  const [first] = items;
  expect(first.pages.map((page: { id: string }) => page.id)).toEqual(expect.arrayContaining(pages));
});

test('a skill is given to people and asked for by streams; deleted, nobody has it and nothing asks for it', async () => {
  const skill = (await admin.ask('POST', '/api/skills', { name: 'Wood' })).body;
  expect((await admin.ask('POST', '/api/skills', { name: 'wöod' })).body.error.data).toEqual({
    field: 'name',
  });
  const stream = await make({ requiredSkillIds: [skill.id] });
  const person = await admin.ask('PATCH', `/api/users/${agent.id}`, {
    skillIds: [skill.id],
    capacityUnits: 60,
  });
  expect(person.body).toMatchObject({ skillIds: [skill.id], capacityUnits: 60 });
  const unknown = await admin.ask('PATCH', `/api/users/${agent.id}`, { skillIds: [door.newId()] });
  expect([unknown.status, unknown.body.error.data.field]).toEqual([400, 'skillIds']);

  expect((await admin.ask('PATCH', `/api/skills/${skill.id}`, { name: 'Oak' })).body.name).toBe('Oak');
  expect((await admin.ask('DELETE', `/api/skills/${skill.id}`)).status).toBe(204);
  const { settings } = (await lead.ask('GET', `/api/work-streams/${stream.id}`)).body;
  expect(settings.requiredSkillIds).toEqual([]);
  const users = (await admin.ask('GET', '/api/users')).body.items;
  expect(users.find((user: { id: string }) => user.id === agent.id).skillIds).toEqual([]);
});
