import { afterEach, beforeAll, expect, test } from 'vitest';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';
import { deskFacts } from '../../testing/desk-facts.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
let admin: DeskPerson;
let agent: DeskPerson;
beforeAll(async () => {
  admin = await door.person('administrator');
  agent = await door.person('agent');
});
afterEach(async () => {
  await door.db.updateTable('deskUser').set({ noticeVersion: null }).execute();
  await door.db.deleteFrom('installation').where('name', '=', 'privacy-policy').execute();
});

const policy = (change: object) => admin.ask('PATCH', '/api/privacy/policy', change);

test('an agent reads the notice of the house and accepts it once, by version; another text asks again (R103, J4)', async () => {
  await policy({ agentNotice: 'You may be monitored.' });
  const { body: notice } = await agent.ask('GET', '/api/me/notice');
  expect(notice).toMatchObject({ text: 'You may be monitored.', isRequired: false, acceptedAt: null });
  expect((await agent.ask('POST', '/api/me/notice', { version: 99 })).status).toBe(409);
  const accepted = await agent.ask('POST', '/api/me/notice', { version: notice.version });
  expect(accepted.body.acceptedAt).toBe(door.clock.now().toISOString());
  door.clock.advance(60_000);
  const again = await agent.ask('POST', '/api/me/notice', { version: notice.version });
  expect(again.body.acceptedAt).toBe(accepted.body.acceptedAt);
  const audited = await door.db
    .selectFrom('auditEntry')
    .select(['actorId', 'detail'])
    .where('action', '=', 'agent-notice.accepted')
    .execute();
  expect(audited).toEqual([{ actorId: agent.id, detail: { version: notice.version } }]);
  await policy({ agentNotice: 'You may be monitored and recorded.' });
  expect((await agent.ask('GET', '/api/me/notice')).body).toMatchObject({
    version: notice.version + 1,
    acceptedAt: null,
  });
});

test('work waits for the acceptance only where the house says so', async () => {
  await policy({ agentNotice: 'A text that nobody has accepted' });
  expect((await agent.ask('GET', '/api/conversations')).status).toBe(200);
  await policy({ agentNoticeIsRequired: true });
  for (const person of [agent, admin]) {
    const refused = await person.ask('GET', '/api/conversations');
    expect([refused.status, refused.body.error.message]).toEqual([
      403,
      'Read and accept the notice of your organisation first.',
    ]);
    expect((await person.ask('GET', '/api/me')).status).toBe(200);
    const { body: notice } = await person.ask('GET', '/api/me/notice');
    expect(notice.isRequired).toBe(true);
    expect((await person.ask('POST', '/api/me/notice', { version: notice.version })).status).toBe(200);
    expect((await person.ask('GET', '/api/conversations')).status).toBe(200);
  }
});

test('a password is as long as the house asks for, and never shorter than ten (J12)', async () => {
  const user = (password: string) => ({
    email: `${password.length}@desk.test`,
    name: 'New',
    role: 'agent',
    password,
    departmentIds: [],
  });
  expect((await policy({ minPasswordLength: 9 })).status).toBe(400);
  await policy({ minPasswordLength: 16 });
  const refused = await admin.ask('POST', '/api/users', user('fifteen letters'));
  expect(refused.body.error).toMatchObject({ code: 'invalid', data: { field: 'password' } });
  const changed = await admin.ask('PATCH', `/api/users/${agent.id}`, { password: 'fifteen letters' });
  expect(changed.body.error).toMatchObject({ code: 'invalid', data: { field: 'password' } });
  expect((await admin.ask('POST', '/api/users', user('sixteen letters!'))).status).toBe(201);
});

test('what is held of a customer is for administrators alone, and asks who it is about', async () => {
  const pageId = await facts.page(await door.department());
  const id = await facts.contact(pageId);
  for (const [method, path] of [
    ['GET', 'privacy'],
    ['PUT', 'hold'],
    ['POST', 'erasure'],
    ['GET', 'export'],
  ] as const) {
    const body = path === 'hold' ? { isHeld: false } : undefined;
    expect((await agent.ask(method, `/api/contacts/${id}/${path}`, body)).status).toBe(403);
    expect((await admin.ask(method, `/api/contacts/${door.newId()}/${path}`, body)).status).toBe(404);
    expect((await admin.ask(method, `/api/contacts/${id}/${path}`, body)).status).toBeLessThan(300);
  }
  const exported = await admin.ask('GET', `/api/contacts/${id}/export`);
  expect(exported.headers['content-disposition']).toContain(`customer-${id}.json`);
  expect((await admin.ask('GET', `/api/contacts/${id}/privacy`)).body.erasure.doneAt).toBeNull();
});
