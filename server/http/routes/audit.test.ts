import { beforeAll, expect, test } from 'vitest';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
let admin: DeskPerson;

beforeAll(async () => {
  admin = await door.person('administrator', [], 'Leila');
});

const read = async (query = '') => (await admin.ask('GET', `/api/audit${query}`)).body;
const newest = async (query = '') => (await read(query)).items[0];

test('the log is read newest first, page by page, with the names of who acted and on what', async () => {
  const department = (await admin.ask('POST', '/api/departments', { name: 'Returns' })).body;
  for (const name of ['Returns 1', 'Returns 2', 'Returns 3']) {
    await admin.ask('PATCH', `/api/departments/${department.id}`, { name });
  }
  expect(await newest()).toMatchObject({
    at: door.clock.now().toISOString(),
    actor: { id: admin.id, name: 'Leila' },
    action: 'department.changed',
    subject: { id: department.id, name: 'Returns 3' },
  });
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await read(`?subject=${department.id}&limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...page.items.map((one: { action: string }) => one.action));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual([
    'department.changed',
    'department.changed',
    'department.changed',
    'department.created',
  ]);
});

test('it is filtered by who acted, by one action, by all of a subject’s, and by what was acted on', async () => {
  const other = await door.person('administrator', [], 'Omar');
  await other.ask('POST', '/api/departments', { name: 'Orders' });
  await other.ask('POST', '/api/me/tokens', { name: 'script' });
  const actions = async (query: string) => {
    const { items } = await read(query);
    return [...new Set(items.map((one: { action: string }) => one.action))].toSorted();
  };
  expect(await actions(`?actor=${other.id}`)).toEqual(['api-token.created', 'department.created']);
  expect(await actions(`?actor=${other.id}&action=department.created`)).toEqual(['department.created']);
  expect(await actions('?action=department.')).toEqual(['department.changed', 'department.created']);
  expect(await actions(`?subject=${door.newId()}`)).toEqual([]);
  expect((await admin.ask('GET', '/api/audit/actions')).body.items).toEqual(
    expect.arrayContaining(['api-token.created', 'department.changed', 'department.created']),
  );
  expect((await admin.ask('GET', '/api/audit?cursor=x')).status).toBe(400);
});

test('J17 signing in is written down, and so is a wrong password for an account; what was typed is not', async () => {
  const who = await door.person('agent');
  const enter = (email: string, password: string) =>
    door.ask('POST', '/api/session', { email, password }, { origin: 'http://desk.test' });
  await enter(who.email, who.password);
  expect(await newest()).toMatchObject({ action: 'session.opened', actor: { id: who.id } });
  await enter(who.email, 'wrong password typed');
  expect(await newest()).toMatchObject({ action: 'session.refused', actor: null, subject: { id: who.id } });
  const before = await newest();
  await enter('my secret passphrase', 'x');
  expect(await newest()).toEqual(before);
  expect(JSON.stringify(await read())).not.toMatch(/wrong password|passphrase/);
});

test('J17 who leads and looks into a department they are no member of is written down, once an hour', async () => {
  const sales = await door.department('Sales');
  const { id } = await facts.conversation(await facts.page(sales));
  const lead = await door.person('supervisor');
  const member = await door.person('supervisor', [sales]);
  const agent = await door.person('agent', [sales]);
  const looks = async () =>
    (await read(`?subject=${id}&action=conversation.looked-into`)).items.map(
      (one: { actor: { id: string } }) => one.actor.id,
    );
  for (const who of [agent, member, lead, lead]) await who.ask('GET', `/api/conversations/${id}`);
  expect(await looks()).toEqual([lead.id]);
  door.clock.advance(3_600_001);
  await lead.ask('GET', `/api/conversations/${id}`);
  expect(await looks()).toEqual([lead.id, lead.id]);
  // Everybody is a member of the default department.
  const home = await door.db
    .selectFrom('department')
    .select('id')
    .where('isDefault', '=', true)
    .executeTakeFirstOrThrow();
  const open = await facts.conversation(await facts.page(home.id));
  await lead.ask('GET', `/api/conversations/${open.id}`);
  expect((await read(`?subject=${open.id}`)).items).toEqual([]);
});
