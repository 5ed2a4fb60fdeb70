import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { permissions } from '../../../contract/permissions.ts';
import { pageFields } from '../../facebook/oauth/subscribe.ts';
import { eraseConversations } from '../../desk/extensions/erase-conversations.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useConnectDesk, type SandboxPage } from '../../testing/connect-desk.ts';
import type { DeskPerson } from '../../testing/desk-door.ts';

const desk = useConnectDesk();
const facts = deskFacts(desk);
let admin: DeskPerson;
beforeAll(async () => {
  admin = await desk.person('administrator');
});

/** A page of the sandbox's with its token, and the app on the desk that the token was made for. */
async function stage(name?: string) {
  const app = await desk.metaApp();
  const owner = await desk.owner();
  const page = await desk.page(owner.id, name);
  const metaAppId = (await desk.addApp(admin, app)).body.id;
  const pageToken = await desk.pageToken(app, owner.id, page);
  return { app, owner, page, metaAppId, pageToken };
}

const connect = (body: Record<string, unknown>) => admin.ask('POST', '/api/facebook/pages', body);

async function connected(name?: string) {
  const one = await stage(name);
  const { body } = await connect({ metaAppId: one.metaAppId, pageToken: one.pageToken });
  return { ...one, id: body.id as string, url: `/api/facebook/pages/${body.id}` };
}

const audits = async (subjectId: string) =>
  (
    await desk.db
      .selectFrom('auditEntry')
      .select('action')
      .where('subjectId', '=', subjectId)
      .orderBy('id')
      .execute()
  ).map(({ action }) => action);

const fault = (path: string, more: Record<string, unknown>) =>
  desk.control('POST', '/faults', { match: { path }, ...more });

describe('a Meta app', () => {
  test('is proved at Facebook before it is kept, and so is a new secret (R60, R61)', async () => {
    const app = await desk.metaApp();
    const wrong = await desk.addApp(admin, { ...app, secret: 'guess' });
    expect(wrong.body.error).toMatchObject({ code: 'invalid', data: { field: 'appSecret' } });
    const { body } = await desk.addApp(admin, { ...app, id: ` ${app.id} `, secret: `${app.secret}\n` });
    expect(body.appId).toBe(app.id);
    const url = `/api/facebook/apps/${body.id}`;
    expect((await admin.ask('PATCH', url, { appSecret: 'guess' })).body.error.data.field).toBe('appSecret');
    await desk.control('PATCH', `/apps/${app.id}`, { secret: 'made-anew' });
    const rotated = await admin.ask('PATCH', url, { appSecret: 'made-anew' });
    expect(rotated.status).toBe(200);
    expect(JSON.stringify(rotated.body)).not.toContain('made-anew');
    expect(await audits(body.id)).toEqual(['meta-app.created', 'meta-app.changed']);
  });

  test('has a name that no other has, in whatever case, and an id of digits (R59, R60)', async () => {
    const [one, two] = [await desk.metaApp(), await desk.metaApp()];
    await desk.addApp(admin, one, 'Desk of Lund');
    const same = await desk.addApp(admin, two, ' desk of LUND');
    expect(same.body.error.data.field).toBe('name');
    const { body } = await desk.addApp(admin, two, 'Desk of Malmö');
    const renamed = await admin.ask('PATCH', `/api/facebook/apps/${body.id}`, { name: 'DESK OF LUND' });
    expect(renamed.body.error.data.field).toBe('name');
    const empty = await admin.ask('PATCH', `/api/facebook/apps/${body.id}`, { name: ' ' });
    expect(empty.status).toBe(400);
    const letters = await desk.addApp(admin, { id: '12a', secret: 'x' });
    expect(letters.body.error.data.field).toBe('appId');
  });

  test('two administrators who choose one name at the same time make one app', async () => {
    const apps = await Promise.all([desk.metaApp(), desk.metaApp()]);
    const answers = await Promise.all(apps.map((app) => desk.addApp(admin, app, 'Twins')));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 400]);
  });

  test('leaves the desk only without pages, and comes back with its history (R105)', async () => {
    const { app, metaAppId, url } = await connected('Harbour');
    const held = await admin.ask('DELETE', `/api/facebook/apps/${metaAppId}`);
    expect(held.body.error).toMatchObject({ code: 'conflict', data: { pageNames: ['Harbour'] } });
    await admin.ask('DELETE', url);
    expect((await admin.ask('DELETE', `/api/facebook/apps/${metaAppId}`)).status).toBe(204);
    const { appSecretSealed } = await desk.db
      .selectFrom('metaApp')
      .select('appSecretSealed')
      .where('id', '=', metaAppId)
      .executeTakeFirstOrThrow();
    expect(appSecretSealed).toBe('');
    const list = await admin.ask('GET', '/api/facebook/apps');
    expect(list.body.items.map((one: { id: string }) => one.id)).not.toContain(metaAppId);
    expect((await desk.addApp(admin, app, 'Back')).body).toMatchObject({ id: metaAppId, pageCount: 0 });
  });
});

describe('connecting by hand', () => {
  test('reads id, name, permissions and dates off the token and subscribes the page (R18, R65, R67, R152)', async () => {
    const { app, page, metaAppId, pageToken } = await stage('Lund Desks');
    await desk.calls();
    const { status, body } = await connect({ metaAppId, pageToken: `  ${pageToken}\n` });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      facebookId: page.id,
      name: 'Lund Desks',
      state: 'connected',
      canSend: true,
    });
    expect((await desk.calls()).filter((call) => call.includes('subscribed_apps'))).toEqual([
      `POST ${page.id}/subscribed_apps`,
    ]);
    expect(await desk.subscription(page, app)).toEqual([...pageFields]);
    const { body: told } = await admin.ask('GET', `/api/facebook/pages/${body.id}/connection`);
    expect(told).toMatchObject({
      metaApp: { id: metaAppId, appId: app.id },
      connectedBy: { id: admin.id, name: admin.name },
      subscribedFields: [...pageFields],
    });
    expect(told.permissions.every((one: { isGranted: boolean }) => one.isGranted)).toBe(true);
    expect(JSON.stringify([body, told])).not.toContain(pageToken);
    expect(told.page.dataAccessExpiresAt).not.toBeNull();
  });

  test('a token that may not send is refused by the name of what is missing (R67, R150)', async () => {
    const { app, owner, page, metaAppId } = await stage();
    const scopes = permissions.map(({ scope }) => scope).filter((scope) => scope !== 'pages_messaging');
    const pageToken = await desk.pageToken(app, owner.id, page, scopes);
    const { body } = await connect({ metaAppId, pageToken });
    expect(body.error.message).toContain('pages_messaging');
    expect(body.error.data.field).toBe('pageToken');
  });

  test('what cannot be subscribed is not connected (behaviour 80)', async () => {
    const { app, owner, page, metaAppId } = await stage();
    const scopes = permissions.map(({ scope }) => scope).filter((scope) => scope !== 'pages_manage_metadata');
    const pageToken = await desk.pageToken(app, owner.id, page, scopes);
    const { body } = await connect({ metaAppId, pageToken });
    expect(body.error.message).toContain('pages_manage_metadata');
    const rows = await desk.db.selectFrom('page').select('id').where('facebookId', '=', page.id).execute();
    expect(rows).toEqual([]);
  });

  test('a page comes to an app that is on the desk, and to a department (R62, R64, R68, R69)', async () => {
    const { metaAppId, pageToken } = await stage();
    const unknown = await connect({ metaAppId: desk.newId(), pageToken });
    expect(unknown.body.error.data.field).toBe('metaAppId');
    expect((await connect({ pageToken })).status).toBe(400);
    expect((await connect({ metaAppId, pageToken, departmentId: null })).status).toBe(400);
    expect((await connect({ metaAppId, pageToken, departmentId: desk.newId() })).status).toBe(400);
    const { body } = await connect({ metaAppId, pageToken });
    const standard = await desk.db
      .selectFrom('department')
      .select('id')
      .where('isDefault', '=', true)
      .executeTakeFirstOrThrow();
    expect(body.departmentId).toBe(standard.id);
    const emptied = await admin.ask('PATCH', `/api/facebook/pages/${body.id}`, { departmentId: null });
    expect(emptied.status).toBe(400);
  });

  test('a token of another page is refused by the names of both (R67, R151)', async () => {
    const one = await connected('Right Page');
    const other = await desk.page(one.owner.id, 'Other Page');
    const pageToken = await desk.pageToken(one.app, one.owner.id, other);
    const { body } = await admin.ask('PATCH', one.url, { pageToken });
    expect(body.error.message).toContain('Other Page');
    expect(body.error.message).toContain('Right Page');
  });

  test('a fault of Facebook’s that passes is told as one, and nothing is kept', async () => {
    const { page, metaAppId, pageToken } = await stage();
    await fault('subscribed_apps', { status: 500, code: 2 });
    const { body } = await connect({ metaAppId, pageToken });
    expect(body.error.code).toBe('page-disconnected');
    const rows = await desk.db.selectFrom('page').select('id').where('facebookId', '=', page.id).execute();
    expect(rows).toEqual([]);
    expect((await connect({ metaAppId, pageToken })).status).toBe(201);
  });

  test('two apps have pages of their own (R63)', async () => {
    const [one, two] = [await connected(), await connected()];
    expect(await desk.subscription(one.page, one.app)).toBeDefined();
    expect(await desk.subscription(two.page, two.app)).toBeDefined();
    const { body } = await admin.ask('PATCH', one.url, { metaAppId: two.metaAppId });
    expect(body.error.message).toContain('metaAppId');
  });

  test('a page of another app is named with its app, and moves when that is wished (R71)', async () => {
    const one = await connected('Moving Page');
    const app = await desk.metaApp();
    const metaAppId = (await desk.addApp(admin, app)).body.id;
    const pageToken = await desk.pageToken(app, one.owner.id, one.page);
    const list = (await admin.ask('GET', '/api/facebook/apps')).body.items;
    const metaAppName = list.find((each: { id: string }) => each.id === one.metaAppId).name;
    const refused = await connect({ metaAppId, pageToken });
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toContain(metaAppName);
    expect(refused.body.error.data).toMatchObject({ pageId: one.id, metaAppName, mayMove: true });
    const moved = await connect({ metaAppId, pageToken, move: true });
    expect(moved.body).toMatchObject({ id: one.id, metaAppId, state: 'connected' });
    expect(await desk.subscription(one.page, app)).toBeDefined();
    expect(await desk.subscription(one.page, one.app)).toBeUndefined();
    expect(await audits(one.id)).toEqual(['page.connected', 'page.moved']);
    const again = await connect({ metaAppId, pageToken, move: true });
    expect(again.body.error.data.mayMove).toBeUndefined();
  });

  test('one page connected twice at the same time is one page', async () => {
    const { metaAppId, pageToken } = await stage();
    const answers = await Promise.all([1, 2].map(() => connect({ metaAppId, pageToken })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  });
});

describe('an unsubscribed page', () => {
  test('keeps token and settings, and goes on when it is subscribed again (R19, R20)', async () => {
    const { app, page, url, id } = await connected();
    const stopped = await admin.ask('POST', `${url}/unsubscribe`);
    expect(stopped.body).toMatchObject({ state: 'unsubscribed', canSend: false });
    expect(stopped.body.reason).toContain('unsubscribed');
    expect(await desk.subscription(page, app)).toBeUndefined();
    expect((await admin.ask('POST', `${url}/unsubscribe`)).status).toBe(200);
    const back = await admin.ask('POST', `${url}/subscribe`);
    expect(back.body).toMatchObject({ state: 'connected', canSend: true, reason: null });
    expect(await desk.subscription(page, app)).toEqual([...pageFields]);
    expect(await audits(id)).toEqual(['page.connected', 'page.unsubscribed', 'page.subscribed']);
  });

  test('a fault that passes changes nothing; a dead token does not hold it (behaviour 121)', async () => {
    const { page, url } = await connected();
    await fault('subscribed_apps', { status: 500, code: 2 });
    expect((await admin.ask('POST', `${url}/unsubscribe`)).body.error.code).toBe('page-disconnected');
    const { body } = await admin.ask('GET', `${url}/connection`);
    expect(body.page.state).toBe('connected');
    await desk.control('POST', '/tokens/break', { pageId: page.id, subcode: 460 });
    expect((await admin.ask('POST', `${url}/unsubscribe`)).body.state).toBe('unsubscribed');
  });

  test('that was subscribed at Meta turns subscribed when it is looked at; its name is read anew (R66, R161)', async () => {
    const { app, page, url, pageToken } = await connected('Old Name');
    await admin.ask('POST', `${url}/unsubscribe`);
    await desk.control('PATCH', `/pages/${page.id}`, { name: 'New Name' });
    const looked = await admin.ask('POST', `${url}/refresh`);
    expect(looked.body).toMatchObject({
      page: { name: 'New Name', state: 'unsubscribed' },
      subscribedFields: null,
    });
    await fetch(`${desk.sandboxUrl}/v26.0/${page.id}/subscribed_apps`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        access_token: pageToken,
        subscribed_fields: 'messages',
        appsecret_proof: createHmac('sha256', app.secret).update(pageToken).digest('hex'),
      }),
    });
    const { body } = await admin.ask('POST', `${url}/refresh`);
    expect(body).toMatchObject({ page: { state: 'connected' }, subscribedFields: ['messages'] });
  });
});

describe('a removed page', () => {
  test('is unsubscribed, has no token, and comes back with its row (R105)', async () => {
    const { app, page, url, id, metaAppId, pageToken } = await connected();
    expect((await admin.ask('DELETE', url)).status).toBe(204);
    expect(await desk.subscription(page, app)).toBeUndefined();
    const row = () => desk.db.selectFrom('page').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    expect(await row()).toMatchObject({ tokenSealed: null, tokenScopes: [], state: 'unsubscribed' });
    const shown = (await admin.ask('GET', '/api/facebook/pages')).body.items;
    expect(shown.find((one: { id: string }) => one.id === id)).toMatchObject({
      isRemoved: true,
      canSend: false,
      reason: expect.stringContaining('removed'),
    });
    for (const act of ['subscribe', 'unsubscribe', 'refresh'])
      expect((await admin.ask('POST', `${url}/${act}`)).status).toBe(404);
    expect((await admin.ask('DELETE', url)).status).toBe(404);
    const back = await connect({ metaAppId, pageToken });
    expect(back.body).toMatchObject({ id, isRemoved: false, removedAt: null, state: 'connected' });
    expect(await audits(id)).toEqual(['page.connected', 'page.removed', 'page.connected']);
  });

  test('a temporary failure does not tear it down; a dead token or a gone app link does not keep it (behaviour 121)', async () => {
    const { page, url } = await connected();
    await fault('subscribed_apps', { dropConnection: true });
    expect((await admin.ask('DELETE', url)).body.error.code).toBe('page-disconnected');
    await fault('subscribed_apps', { status: 400, code: 190, subcode: 458, times: 2 });
    await desk.control('POST', '/tokens/break', { pageId: page.id, subcode: 458 });
    expect((await admin.ask('DELETE', url)).status).toBe(204);
  });

  test('shows its conversations as those of a removed page, and takes no reply (R13, R20)', async () => {
    const { url, id } = await connected();
    const conversation = await facts.conversation(id, { windowAnchorAt: desk.clock.now() });
    const shown = async () => (await admin.ask('GET', `/api/conversations/${conversation.id}`)).body.page;
    const reply = () =>
      admin.ask('POST', `/api/conversations/${conversation.id}/messages`, {
        kind: 'reply',
        clientId: desk.newId(),
        text: 'On its way.',
      });
    await admin.ask('POST', `${url}/unsubscribe`);
    expect(await shown()).toMatchObject({ canSend: false, isRemoved: false });
    expect((await reply()).body.error).toMatchObject({
      code: 'page-disconnected',
      message: expect.stringContaining('unsubscribed'),
    });
    await admin.ask('DELETE', url);
    expect(await shown()).toMatchObject({ canSend: false, isRemoved: true });
    expect((await reply()).body.error).toMatchObject({
      code: 'page-disconnected',
      message: expect.stringContaining('removed'),
    });
  });

  test('takes its conversations along when that was ticked, and those of no other page (behaviour 85)', async () => {
    const [one, two] = [await connected(), await connected()];
    for (const { id } of [one, two]) await facts.message(await facts.conversation(id), { text: 'Hello' });
    expect((await admin.ask('DELETE', `${two.url}?erases=false`)).status).toBe(204);
    expect((await admin.ask('DELETE', `${one.url}?erases=true`)).status).toBe(204);
    const { payload } = await desk.db
      .selectFrom('job')
      .select('payload')
      .where('kind', '=', 'erase-conversations')
      .executeTakeFirstOrThrow();
    const { removedUntil, pageId } = payload as { removedUntil: string; pageId: string };
    expect(pageId).toBe(one.id);
    while (await eraseConversations(desk, new Date(removedUntil), pageId)) continue;
    const left = async (id: string) =>
      (await desk.db.selectFrom('message').select('text').where('pageId', '=', id).execute()).length;
    expect([await left(one.id), await left(two.id)]).toEqual([0, 1]);
  });

  test('that is connected again before all was erased keeps what is left', async () => {
    const one = await connected();
    await facts.message(await facts.conversation(one.id), { text: 'Hello' });
    await admin.ask('DELETE', `${one.url}?erases=true`);
    const { removedAt } = await desk.db
      .selectFrom('page')
      .select('removedAt')
      .where('id', '=', one.id)
      .executeTakeFirstOrThrow();
    await connect({ metaAppId: one.metaAppId, pageToken: one.pageToken });
    expect(await eraseConversations(desk, removedAt ?? new Date(0), one.id)).toBe(false);
  });

  test('all pages of an app leave at once, and what people allowed it is taken back (R28)', async () => {
    const one = await connected();
    const other: SandboxPage = await desk.page(one.owner.id);
    const pageToken = await desk.pageToken(one.app, one.owner.id, other);
    await connect({ metaAppId: one.metaAppId, pageToken });
    await desk.calls();
    const { body } = await admin.ask('POST', `/api/facebook/apps/${one.metaAppId}/unauthorize`);
    expect(body.items.map((each: { problem: string | null }) => each.problem)).toEqual([null, null]);
    expect(await desk.calls()).toContain(`DELETE ${one.owner.id}/permissions`);
    expect(await audits(one.metaAppId)).toContain('meta-app.unauthorized');
  });
});
