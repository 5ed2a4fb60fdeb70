import { afterEach, beforeAll, expect, test } from 'vitest';
import { eraseSome } from '../../desk/privacy/forget-person.ts';
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
  await policy({ agentNoticeIsOn: true, agentNotice: 'You may be monitored.' });
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

test('a text stands ready: switched on, the next one to sign in is asked; switched off, nobody is (R103)', async () => {
  const { body: fresh } = await admin.ask('GET', '/api/privacy/policy');
  expect(fresh).toMatchObject({ agentNoticeIsOn: false, agentNotice: expect.stringContaining('is stored') });
  const seen = async () => (await agent.ask('GET', '/api/me/notice')).body;
  expect(await seen()).toMatchObject({ text: '', isRequired: false });
  await policy({ agentNoticeIsOn: true });
  expect(await seen()).toMatchObject({ text: fresh.agentNotice, acceptedAt: null });
  await policy({ agentNoticeIsOn: false, agentNoticeIsRequired: true });
  expect(await seen()).toMatchObject({ text: '', isRequired: false });
  expect((await agent.ask('GET', '/api/conversations')).status).toBe(200);
  expect((await policy({ agentNotice: '  ' })).body.error.data).toEqual({ field: 'agentNotice' });
});

test('a notice that was set before there was a switch stays on', async () => {
  const value = JSON.stringify({ agentNotice: 'From before', agentNoticeVersion: 3 });
  await door.db.insertInto('installation').values({ name: 'privacy-policy', value }).execute();
  expect((await agent.ask('GET', '/api/me/notice')).body).toMatchObject({ text: 'From before', version: 3 });
});

test('what customers were asked and answered is listed for administrators, newest first, page by page (J3, R102)', async () => {
  const pages = [await facts.page(await door.department()), await facts.page(await door.department())];
  for (let n = 0; n < 5; n += 1) {
    const pageId = pages[n % 2] ?? '';
    const contactId = await facts.contact(pageId, `Customer ${n}`);
    await door.db
      .insertInto('consentRecord')
      .values({
        id: door.newId(),
        pageId,
        contactId,
        psid: contactId,
        version: 1,
        language: 'en',
        notice: 'May we read it?',
        // Two of them at the same moment.
        askedAt: new Date(door.clock.now().getTime() + Math.floor(n / 2) * 1_000),
        answer: n === 0 ? 'agreed' : null,
        answeredAt: n === 0 ? door.clock.now() : null,
      })
      .execute();
  }
  const read = async (query: string) => (await admin.ask('GET', `/api/privacy/consents?${query}`)).body;
  const seen: string[] = [];
  let cursor = '';
  do {
    const list = await read(`limit=2${cursor}`);
    seen.push(...list.items.map((one: { contact: { name: string } }) => one.contact.name));
    cursor = list.nextCursor ? `&cursor=${list.nextCursor}` : '';
  } while (cursor !== '');
  expect(new Set(seen).size).toBe(5);
  expect([seen[0], seen.at(-1)]).toEqual(['Customer 4', expect.stringMatching(/Customer [01]/)]);
  const ofPage = await read(`page=${pages[0]}`);
  expect(ofPage.items).toHaveLength(3);
  expect(ofPage.items.at(-1)).toMatchObject({
    version: 1,
    language: 'en',
    notice: 'May we read it?',
    answer: 'agreed',
    answeredAt: door.clock.now().toISOString(),
  });
  expect((await agent.ask('GET', '/api/privacy/consents')).status).toBe(403);
  expect((await admin.ask('GET', '/api/privacy/consents?cursor=x')).body.error.data).toEqual({
    field: 'cursor',
  });
});

test('work waits for the acceptance only where the house says so', async () => {
  await policy({ agentNoticeIsOn: true, agentNotice: 'A text that nobody has accepted' });
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

test('where networks are set, the desk and its API answer nobody elsewhere; who sets them cannot shut themselves out (J12)', async () => {
  const ask = (
    person: DeskPerson | null,
    method: 'GET' | 'PATCH' | 'POST',
    url: string,
    from: string,
    payload?: object,
  ) =>
    door.app.inject({
      method,
      url,
      remoteAddress: '127.0.0.1',
      headers: {
        host: 'desk.test',
        'x-forwarded-for': from,
        ...(person ? { authorization: person.authorization } : {}),
      },
      ...(payload ? { payload } : {}),
    });
  const set = (from: string, networks: string[]) =>
    ask(admin, 'PATCH', '/api/privacy/policy', from, { networks });
  const shut = await set('198.51.100.9', ['203.0.113.0/24']);
  expect(shut.json().error).toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('198.51.100.9'),
    data: { field: 'networks' },
  });
  expect((await set('203.0.113.4', ['203.0.113.0/99'])).json().error.data.field).toBe('networks.0');
  expect((await set('203.0.113.4', ['203.0.113.0/24', '2001:db8::/32'])).statusCode).toBe(200);

  for (const [from, status] of [
    ['203.0.113.77', 200],
    ['2001:db8::9', 200],
    ['198.51.100.9', 403],
    ['127.0.0.1', 403],
  ] as const) {
    expect([from, (await ask(agent, 'GET', '/api/me', from)).statusCode]).toEqual([from, status]);
  }
  const { email, password } = agent;
  const signIn = (from: string) => ask(null, 'POST', '/api/session', from, { email, password });
  expect((await signIn('198.51.100.9')).json().error).toMatchObject({
    code: 'forbidden',
    message: 'The desk can only be used from the networks of your organisation.',
  });
  expect((await signIn('203.0.113.5')).statusCode).toBe(204);
  // What customers and Facebook open is for everybody.
  expect((await ask(null, 'GET', '/api/first-run', '198.51.100.9')).statusCode).toBe(200);
  expect((await set('203.0.113.4', [])).statusCode).toBe(200);
  expect((await ask(agent, 'GET', '/api/me', '198.51.100.9')).statusCode).toBe(200);
});

test('what was masked is opened by administrators alone, with a reason, and where nothing is kept there is nothing (J10)', async () => {
  const url = `/api/messages/${door.newId()}/original`;
  const body = { reason: 'The bank asks for it' };
  expect((await agent.ask('POST', url, body)).status).toBe(403);
  expect((await (await door.person('supervisor')).ask('POST', url, body)).status).toBe(403);
  expect((await admin.ask('POST', url, body)).status).toBe(404);
  for (const bad of [{}, { reason: ' a ' }, { reason: 'x'.repeat(501) }]) {
    const { status, body: answer } = await admin.ask('POST', url, bad);
    expect([status, answer.error.data.field]).toEqual([400, 'reason']);
  }
  const id = await facts.contact(await facts.page(await door.department()));
  const exported = await admin.ask('GET', `/api/contacts/${id}/export?originals=yes`);
  expect(exported.body.originals).toEqual([]);
  expect((await admin.ask('GET', `/api/contacts/${id}/export`)).body).not.toHaveProperty('originals');
});

test('from the card administrators alone erase every profile of a person, once; a held one stops all of it (J14)', async () => {
  const supervisor = await door.person('supervisor');
  const { body: card } = await admin.ask('POST', '/api/customers', { name: 'Gilda Moss' });
  const url = `/api/customers/${card.id}/erasure`;
  const alone = await admin.ask('POST', url);
  expect([alone.status, alone.body.error.message]).toEqual([
    409,
    'Nobody on Facebook is linked to this card. Deleting it is enough.',
  ]);
  const pageId = await facts.page(await door.department());
  const chats = [
    await facts.conversation(pageId, { contactName: 'Gilda' }),
    await facts.conversation(await facts.page(await door.department()), { contactName: 'G. Moss' }),
  ];
  const neighbour = await facts.conversation(pageId, { contactName: 'Jonas' });
  for (const { id } of chats) {
    const body = { customerId: card.id };
    expect((await admin.ask('PUT', `/api/conversations/${id}/customer`, body)).status).toBe(200);
  }
  for (const person of [agent, supervisor]) expect((await person.ask('POST', url)).status).toBe(403);
  expect((await admin.ask('POST', `/api/customers/${door.newId()}/erasure`)).status).toBe(404);
  const company = await admin.ask('POST', '/api/customers', { kind: 'company', name: 'Moss & Sons' });
  expect((await admin.ask('POST', `/api/customers/${company.body.id}/erasure`)).status).toBe(409);

  const hold = (isHeld: boolean) => admin.ask('PUT', `/api/contacts/${chats[1]?.contactId}/hold`, { isHeld });
  const underWay = async () =>
    (await door.db.selectFrom('erasure').select(['id', 'contactIds']).execute()).filter(({ contactIds }) =>
      chats.some(({ contactId }) => contactIds.includes(contactId)),
    );
  await hold(true);
  expect((await admin.ask('POST', url)).status).toBe(409);
  expect(await underWay()).toEqual([]);
  await hold(false);

  const answers = await Promise.all([admin.ask('POST', url), admin.ask('POST', url)]);
  for (const { status, body } of answers) {
    expect(status).toBe(202);
    expect(body.profiles).toHaveLength(2);
    for (const { erasure } of body.profiles) {
      expect(erasure).toEqual({ requestedAt: door.clock.now().toISOString(), doneAt: null });
    }
  }
  const [erasure, ...more] = await underWay();
  expect(more).toEqual([]);
  expect(erasure?.contactIds.toSorted()).toEqual(chats.map(({ contactId }) => contactId).toSorted());
  const { body: log } = await admin.ask(
    'GET',
    `/api/audit?subject=${card.id}&action=person.erasure-requested`,
  );
  expect(log.items).toMatchObject([{ actor: { id: admin.id }, detail: { contacts: 2 } }]);

  const system = { ...door, actor: { kind: 'system', name: 'test' } } as const;
  while ((await eraseSome(system, erasure?.id ?? '')) === 'more');
  expect((await admin.ask('GET', `/api/customers/${card.id}`)).status).toBe(404);
  expect(await facts.heard('customer.changed', card.id)).toBeGreaterThan(0);
  const names = await door.db
    .selectFrom('contact')
    .select('name')
    .where(
      'id',
      'in',
      [...chats, neighbour].map(({ contactId }) => contactId),
    )
    .execute();
  expect(names.map(({ name }) => name).toSorted()).toEqual(['Jonas', null, null]);
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
