import { beforeAll, expect, test } from 'vitest';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
let admin: DeskPerson;
beforeAll(async () => {
  admin = await door.person('administrator');
});

const newUser = (more: object = {}) => ({
  name: 'Priya',
  email: `priya-${door.newId()}@desk.test`,
  password: 'long enough to keep',
  role: 'agent',
  ...more,
});

test('a user is added, and told to colleagues', async () => {
  const department = await door.department();
  const made = await admin.ask('POST', '/api/users', newUser({ departmentIds: [department] }));
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ name: 'Priya', role: 'agent', presence: 'offline', disabledAt: null });
  expect(made.body.departmentIds).toContain(department);
  expect(JSON.stringify(made.body)).not.toContain('argon2');
  expect(await facts.heard('colleague.changed', made.body.id)).toBe(1);
  const list = await admin.ask('GET', '/api/users');
  expect(list.body.items.map((one: { id: string }) => one.id)).toContain(made.body.id);
  const twice = await admin.ask('POST', '/api/users', newUser({ email: made.body.email.toUpperCase() }));
  expect(twice.body.error).toMatchObject({ code: 'invalid', data: { field: 'email' } });
  const nowhere = await admin.ask('POST', '/api/users', newUser({ departmentIds: [door.newId()] }));
  expect(nowhere.body.error.data.field).toBe('departmentIds');
});

test('every administrative act leaves a line in the audit log, without secrets', async () => {
  const password = 'a secret nobody may read';
  const made = await admin.ask('POST', '/api/users', newUser({ password }));
  await admin.ask('PATCH', `/api/users/${made.body.id}`, { role: 'supervisor', password: `${password} 2` });
  const lines = await door.db
    .selectFrom('auditEntry')
    .selectAll()
    .where('subjectId', '=', made.body.id)
    .orderBy('id')
    .execute();
  expect(lines.map((line) => [line.actorId, line.action])).toEqual([
    [admin.id, 'user.created'],
    [admin.id, 'user.changed'],
  ]);
  expect(JSON.stringify(lines)).not.toContain(password);
});

test('the last administrator stays one, also when two take each other’s place at once', async () => {
  const [only, second] = [admin, await door.person('administrator')];
  const others = await door.db
    .updateTable('deskUser')
    .set({ disabledAt: door.clock.now() })
    .where('role', '=', 'administrator')
    .where('id', 'not in', [only.id, second.id])
    .execute();
  expect(others).toBeDefined();
  const answers = await Promise.all([
    only.ask('PATCH', `/api/users/${second.id}`, { role: 'agent' }),
    second.ask('PATCH', `/api/users/${only.id}`, { disabled: true }),
  ]);
  // Whoever comes second is refused: as the last one, or as no administrator any more.
  const [first, later] = answers.map((answer) => answer.status).toSorted();
  expect(first).toBe(200);
  expect([403, 409]).toContain(later);
  const left = await door.db
    .selectFrom('deskUser')
    .select('id')
    .where('role', '=', 'administrator')
    .where('disabledAt', 'is', null)
    .execute();
  expect(left).toHaveLength(1);
  await door.db
    .updateTable('deskUser')
    .set({ disabledAt: null, role: 'administrator' })
    .where('id', '=', only.id)
    .execute();
});

test('departments are made, renamed, filled and deleted; members hear that their rights changed', async () => {
  const agent = await door.person('agent');
  const made = await admin.ask('POST', '/api/departments', {
    name: 'Returns',
    color: 2,
    memberIds: [agent.id],
  });
  expect(made.body).toMatchObject({ name: 'Returns', color: 2, isDefault: false, memberIds: [agent.id] });
  expect(await facts.heard('me.changed', agent.id)).toBe(1);
  const twice = await admin.ask('POST', '/api/departments', { name: 'RÉTURNS' });
  expect(twice.body.error.data.field).toBe('name');
  const emptied = await admin.ask('PATCH', `/api/departments/${made.body.id}`, {
    name: 'Refunds',
    memberIds: [],
  });
  expect(emptied.body).toMatchObject({ name: 'Refunds', memberIds: [] });
  expect(await facts.heard('me.changed', agent.id)).toBe(2);
  await facts.page(made.body.id);
  expect((await admin.ask('DELETE', `/api/departments/${made.body.id}`)).status).toBe(409);
  const empty = await admin.ask('POST', '/api/departments', { name: 'Empty' });
  expect((await admin.ask('DELETE', `/api/departments/${empty.body.id}`)).status).toBe(204);
});

test('the default department may be renamed, and neither deleted nor left', async () => {
  const { items } = (await admin.ask('GET', '/api/departments')).body;
  const home = items.find((one: { isDefault: boolean }) => one.isDefault);
  const agent = await door.person('agent');
  expect((await agent.ask('GET', '/api/me')).body.departments.map((one: { id: string }) => one.id)).toEqual([
    home.id,
  ]);
  expect((await admin.ask('DELETE', `/api/departments/${home.id}`)).status).toBe(409);
  expect((await admin.ask('PATCH', `/api/departments/${home.id}`, { memberIds: [] })).status).toBe(400);
  expect((await admin.ask('PATCH', `/api/departments/${home.id}`, { name: 'Everybody' })).status).toBe(200);
});

test('colleagues see one another’s names and presence, and no addresses', async () => {
  const agent = await door.person('agent');
  const { items } = (await agent.ask('GET', '/api/colleagues')).body;
  expect(items.find((one: { id: string }) => one.id === agent.id)).toMatchObject({ presence: 'offline' });
  expect(JSON.stringify(items)).not.toContain('@');
  const chosen = await agent.ask('PATCH', '/api/me/presence', { choice: 'busy' });
  expect(chosen.body.user.presenceChoice).toBe('busy');
});

test('whether chats and tickets come is switched apart, whatever one is seen as (K36)', async () => {
  const agent = await door.person('agent');
  const set = await agent.ask('PATCH', '/api/me/taking', { takesTickets: false });
  expect(set.body.user).toMatchObject({ takesChats: true, takesTickets: false, presenceChoice: 'available' });
  const { items } = (await admin.ask('GET', '/api/colleagues')).body;
  const seen = items.find((one: { id: string }) => one.id === agent.id);
  expect(seen).toMatchObject({ takesChats: true, takesTickets: false });
  expect(await facts.heard('colleague.changed', agent.id)).toBeGreaterThan(0);
  const refused = await agent.ask('PATCH', '/api/me/taking', { takesTickets: 'no' });
  expect([refused.status, refused.body.error.data.field]).toEqual([400, 'takesTickets']);
});

test('what an agent may not see any more goes back to its department, with a line that says who did it', async () => {
  const [sales, support] = [await door.department(), await door.department()];
  const agent = await door.person('agent', [sales, support]);
  const [kept, lost] = [
    await facts.conversation(await facts.page(sales)),
    await facts.conversation(await facts.page(support)),
  ];
  for (const { id } of [kept, lost]) await agent.ask('POST', `/api/conversations/${id}/take`);
  await admin.ask('PATCH', `/api/departments/${support}`, { memberIds: [] });
  const now = async (id: string) => (await admin.ask('GET', `/api/conversations/${id}`)).body;
  expect(await now(kept.id)).toMatchObject({ status: 'active', assignee: { id: agent.id } });
  expect(await now(lost.id)).toMatchObject({ status: 'open', assignee: null });
  const lines = (await admin.ask('GET', `/api/conversations/${lost.id}/messages`)).body.items;
  expect(lines.at(-1).activity).toEqual({ type: 'released', by: admin.name });
  await admin.ask('PATCH', `/api/users/${agent.id}`, { disabled: true });
  expect(await now(kept.id)).toMatchObject({ status: 'open', assignee: null });
});

test('a department that was deleted is told to every desk', async () => {
  const { body } = await admin.ask('POST', '/api/departments', { name: 'Short-lived' });
  await admin.ask('DELETE', `/api/departments/${body.id}`);
  expect(await facts.heard('department.changed', body.id)).toBe(2);
});
