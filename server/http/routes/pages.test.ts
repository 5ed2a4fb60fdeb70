import { beforeAll, expect, test } from 'vitest';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
let admin: DeskPerson;
beforeAll(async () => {
  admin = await door.person('administrator');
});

const APP_SECRET = 'a1b2c3d4e5f6a7b8c9d0e1f2a3b4c5d6';
let apps = 0;
const app = () =>
  admin.ask('POST', '/api/facebook/apps', {
    name: `Our app ${++apps}`,
    appId: `10${apps}`,
    appSecret: APP_SECRET,
  });
const everything = async () => {
  const tables = ['metaApp', 'page', 'auditEntry'] as const;
  return JSON.stringify(
    await Promise.all(tables.map((table) => door.db.selectFrom(table).selectAll().execute())),
  );
};

test('a Meta app tells its callback address and verify token, and its secret to nobody', async () => {
  const made = await app();
  expect(made.status).toBe(201);
  expect(made.body.callbackUrl).toMatch(/^http:\/\/desk\.test\/webhooks\/facebook\/[\w-]{20,}$/);
  const list = await admin.ask('GET', '/api/facebook/apps');
  expect(JSON.stringify([made.body, list.body])).not.toContain(APP_SECRET);
  expect(await everything()).not.toContain(APP_SECRET);
  const twice = await admin.ask('POST', '/api/facebook/apps', {
    name: 'Again',
    appId: made.body.appId,
    appSecret: APP_SECRET,
  });
  expect(twice.body.error).toMatchObject({ code: 'invalid', data: { field: 'appId' } });
});

test('a page is connected by its token, which is kept sealed', async () => {
  const { body } = await app();
  const department = await door.department();
  const pageToken = 'token-of:4711:Lund Desks';
  const made = await admin.ask('POST', '/api/facebook/pages', {
    metaAppId: body.id,
    pageToken,
    departmentId: department,
  });
  expect(made.body).toMatchObject({
    name: 'Lund Desks',
    facebookId: '4711',
    state: 'connected',
    canSend: true,
  });
  expect(await everything()).not.toContain(pageToken);
  const twice = await admin.ask('POST', '/api/facebook/pages', { metaAppId: body.id, pageToken });
  expect(twice.status).toBe(409);
  const wrong = await admin.ask('POST', '/api/facebook/pages', { metaAppId: body.id, pageToken: 'guess' });
  expect(wrong.body.error).toMatchObject({ code: 'invalid', data: { field: 'pageToken' } });
});

test('a new token must be of the same page, else the old one stays (behaviour 81)', async () => {
  const { body } = await app();
  const connect = { metaAppId: body.id, pageToken: 'token-of:4712:Workshop' };
  const { id } = (await admin.ask('POST', '/api/facebook/pages', connect)).body;
  const sealed = () =>
    door.db.selectFrom('page').select('tokenSealed').where('id', '=', id).executeTakeFirstOrThrow();
  const before = await sealed();
  const other = await admin.ask('PATCH', `/api/facebook/pages/${id}`, { pageToken: 'token-of:1:Other' });
  expect(other.body.error.data.field).toBe('pageToken');
  expect(await sealed()).toEqual(before);
  const renewed = await admin.ask('PATCH', `/api/facebook/pages/${id}`, {
    pageToken: 'token-of:4712:Workshop 2',
    humanAgentAllowed: true,
  });
  expect(renewed.body).toMatchObject({ name: 'Workshop 2', humanAgentAllowed: true });
  expect(await sealed()).not.toEqual(before);
});

test('an agent’s list of pages holds those of the own departments alone', async () => {
  const mine = await door.department();
  const other = await door.department();
  const agent = await door.person('agent', [mine]);
  const ours = await facts.page(mine);
  const theirs = await facts.page(other);
  const ids = (await agent.ask('GET', '/api/facebook/pages')).body.items.map((one: { id: string }) => one.id);
  expect(ids).toContain(ours);
  expect(ids).not.toContain(theirs);
});

test('R117: a page stays in the list with its state and the end of its access key, also when the key has ended', async () => {
  const id = await facts.page(await door.department(), { name: 'Lund' });
  const endsAt = new Date(door.clock.now().getTime() + 86_400_000);
  const set = (values: object) => door.db.updateTable('page').set(values).where('id', '=', id).execute();
  const row = async () =>
    (await admin.ask('GET', '/api/facebook/pages')).body.items.find((one: { id: string }) => one.id === id);
  await set({ state: 'expiring', tokenExpiresAt: endsAt });
  expect(await row()).toMatchObject({
    state: 'expiring',
    tokenExpiresAt: endsAt.toISOString(),
    canSend: true,
  });
  await set({ state: 'expired' });
  door.clock.advance(2 * 86_400_000);
  expect(await row()).toMatchObject({
    name: 'Lund',
    state: 'expired',
    tokenExpiresAt: endsAt.toISOString(),
    canSend: false,
    isRemoved: false,
  });
});

test('what intake set aside is shown to administrators, newest first, page by page', async () => {
  for (let n = 0; n < 5; n += 1) {
    await door.db
      .insertInto('setAside')
      .values({
        id: door.newId(),
        receivedAt: new Date(door.clock.now().getTime() + n),
        reason: n === 0 ? 'malformed' : 'unknown-page',
        metaAppId: null,
        facebookPageId: '1',
        personKey: null,
        detail: `no. ${n}`,
        item: n === 0 ? null : JSON.stringify({ n }),
        body: n === 0 ? Buffer.from('not json') : null,
      })
      .execute();
  }
  const seen: unknown[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const url: string = `/api/diagnostics/set-aside?limit=2${cursor ? `&cursor=${cursor}` : ''}`;
    const { body } = await admin.ask('GET', url);
    seen.push(...body.items.map((one: { body: unknown }) => one.body));
    cursor = body.nextCursor;
  }
  expect(seen).toEqual([{ n: 4 }, { n: 3 }, { n: 2 }, { n: 1 }, 'not json']);
});
