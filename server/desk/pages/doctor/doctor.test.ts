import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DoctorCheckId } from '../../../../contract/doctor.ts';
import { pageFields } from '../../../facebook/oauth/subscribe.ts';
import { addWrongSignatures } from '../../../store/wrong-signatures.ts';
import { findPageHealth } from '../../../store/page-health.ts';
import { useMessengerDesk, type ConnectedPage } from '../../../testing/messenger-desk.ts';
import { Problem } from '../../problems.ts';
import { callbackUrlOf } from '../health/probe-page.ts';
import { mendPage, runDoctor } from './run-doctor.ts';
import { testConnection, testMs } from './test-connection.ts';

const desk = useMessengerDesk();

/** Our own door, as far as the doctor knocks at it. */
let door: ReturnType<typeof createServer>;
let publicUrl = '';
let doorMode: 'echo' | 'other' = 'echo';
beforeAll(async () => {
  door = createServer((request, response) => {
    const query = new URL(request.url ?? '/', 'http://door').searchParams;
    const isRight = doorMode === 'echo' && query.get('hub.verify_token') === 'verify';
    response.writeHead(isRight ? 200 : 404).end(isRight ? query.get('hub.challenge') : 'not here');
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  publicUrl = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => door.close(resolve)));
beforeEach(async () => {
  doorMode = 'echo';
  await desk.control('DELETE', '/faults');
  await desk.control('PATCH', '/settings', { access: 'advanced' });
});

const deps = () => ({
  graph: desk.graph,
  secrets: desk.system.secrets,
  publicUrl,
  sandboxUrl: desk.sandbox.url,
});
const run = (page: ConnectedPage) => runDoctor(desk.system, deps(), page.id);

interface Whole extends ConnectedPage {
  appId: string;
  callbackUrl: string;
  /** As the page itself at the Graph API. */
  graph(method: string, path: string, body?: object): Promise<unknown>;
}

/** A page with which nothing is wrong. */
async function wholePage(): Promise<Whole> {
  const page = await desk.page({ humanAgentAllowed: true });
  const { userId } = await desk.user('agent');
  await desk.db.insertInto('departmentMember').values({ departmentId: page.departmentId, userId }).execute();
  await desk.db
    .updateTable('page')
    .set({ lastWebhookAt: desk.clock.now(), pageTasks: ['MESSAGING', 'MODERATE'] })
    .where('id', '=', page.id)
    .execute();
  const row = await findPageHealth(desk.db, page.id);
  if (!row?.tokenSealed) throw new Error('There is no page.');
  const callbackUrl = callbackUrlOf(publicUrl, row.appKey);
  const accessToken = desk.system.secrets.open(row.tokenSealed, page.id);
  await desk.control('POST', `/apps/${row.appId}/webhook`, {
    callbackUrl,
    verifyToken: 'verify',
    fields: pageFields,
    pageIds: [page.facebookId],
  });
  return {
    ...page,
    appId: row.appId,
    callbackUrl,
    async graph(method, path, body) {
      const answer = await fetch(`${desk.sandbox.url}/v26.0/${path}?access_token=${accessToken}`, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      if (!answer.ok) throw new Error(await answer.text());
      return answer.json();
    },
  };
}

const without = (...fields: string[]) => pageFields.filter((field) => !fields.includes(field));
const setPage = (page: Whole, values: Record<string, unknown>) =>
  desk.db.updateTable('page').set(values).where('id', '=', page.id).execute();
const webhook = (page: Whole, change: object) =>
  desk.control('POST', `/apps/${page.appId}/webhook`, {
    callbackUrl: page.callbackUrl,
    verifyToken: 'verify',
    fields: pageFields,
    pageIds: [],
    verify: false,
    ...change,
  });
/** Gives the page a token with these scopes and time left. */
async function newToken(page: Whole, about: object) {
  const { accessToken } = (await desk.control('POST', '/tokens', {
    kind: 'page',
    appId: page.appId,
    pageId: page.facebookId,
    ...about,
  })) as { accessToken: string };
  await setPage(page, { tokenSealed: desk.system.secrets.seal(accessToken, page.id) });
}

test('of a whole page every check passes, but that a sandbox is no internet', async () => {
  const page = await wholePage();
  const { checks, headline } = await run(page);
  expect(headline).toBe('Messages arrive and can be answered.');
  const rest = checks.filter(({ verdict }) => verdict !== 'passed');
  expect(rest.map(({ id, verdict }) => [id, verdict])).toEqual([
    ['address', 'warning'],
    ['certificate', 'skipped'],
  ]);
});

const faults: [string, (page: Whole) => Promise<unknown>, DoctorCheckId, 'failed' | 'warning', RegExp][] = [
  [
    'the address leads to something else',
    async () => (doorMode = 'other'),
    'address',
    'failed',
    /cannot reach it/,
  ],
  [
    'nobody is assigned to the page’s department (R6)',
    (page) => desk.db.deleteFrom('departmentMember').where('departmentId', '=', page.departmentId).execute(),
    'team',
    'failed',
    /Nobody is assigned to Department .* what customers write is kept/,
  ],
  [
    'our clock is behind',
    async () => desk.clock.advance(-10 * 60_000),
    'clock',
    'failed',
    /behind Facebook’s/,
  ],
  [
    'the app has no Messenger (R46)',
    (page) => desk.control('PATCH', `/apps/${page.appId}`, { messengerProduct: false }),
    'messenger-product',
    'failed',
    /Messenger was not added/,
  ],
  [
    'the app has no webhook (R46)',
    (page) =>
      fetch(
        `${desk.sandbox.url}/v26.0/${page.appId}/subscriptions?access_token=${page.appId}|${appSecrets.get(page.id)}`,
        { method: 'DELETE' },
      ),
    'callback',
    'failed',
    /no webhook for pages/,
  ],
  [
    'the app delivers to us under another name',
    (page) => webhook(page, { callbackUrl: `https://old.example${new URL(page.callbackUrl).pathname}` }),
    'callback',
    'warning',
    /delivers to https:\/\/old\.example/,
  ],
  [
    'the app delivers elsewhere',
    (page) => webhook(page, { callbackUrl: 'https://other.example/hook' }),
    'callback',
    'failed',
    /delivers to https:\/\/other\.example/,
  ],
  [
    'the app lacks the field for messages',
    (page) => webhook(page, { fields: without('messages') }),
    'app-fields',
    'failed',
    /lacks messages/,
  ],
  [
    'the app lacks a field',
    (page) => webhook(page, { fields: without('message_edits', 'standby') }),
    'app-fields',
    'warning',
    /message_edits and standby/,
  ],
  [
    'the page delivers nothing',
    (page) => page.graph('DELETE', `${page.facebookId}/subscribed_apps`),
    'page-fields',
    'failed',
    /delivers nothing/,
  ],
  [
    'the page lacks a field',
    (page) =>
      page.graph('POST', `${page.facebookId}/subscribed_apps`, {
        subscribed_fields: without('messaging_postbacks').join(','),
      }),
    'page-fields',
    'failed',
    /messaging_postbacks/,
  ],
  [
    'comments are not subscribed',
    (page) =>
      page.graph('POST', `${page.facebookId}/subscribed_apps`, {
        subscribed_fields: without('feed').join(','),
      }),
    'comment-fields',
    'failed',
    /does not deliver feed/,
  ],
  [
    'the secret was changed at Meta (K46)',
    (page) => wrongSignatures(page, -2),
    'signatures',
    'failed',
    /wrong signature/,
  ],
  [
    'somebody tries the address (K46)',
    (page) => wrongSignatures(page, 0),
    'signatures',
    'warning',
    /Others were right/,
  ],
  [
    'nothing came for a week',
    (page) => setPage(page, { lastWebhookAt: ago(7 * 24) }),
    'last-heard',
    'warning',
    /for 7 days/,
  ],
  [
    'the token is dead',
    (page) => desk.control('POST', '/tokens/break', { subcode: 460, pageId: page.facebookId }),
    'token',
    'failed',
    /password/,
  ],
  [
    'the secret of the app is wrong',
    (page) => desk.control('PATCH', `/apps/${page.appId}`, { secret: 'another-secret' }),
    'token',
    'failed',
    /id and secret/,
  ],
  [
    'a permission was left out (R129)',
    (page) =>
      newToken(page, {
        scopes: [
          'pages_show_list',
          'pages_messaging',
          'pages_manage_metadata',
          'business_management',
          'pages_read_engagement',
          'pages_manage_engagement',
        ],
      }),
    'permissions',
    'warning',
    /pages_read_user_content/,
  ],
  [
    'the permission to send was left out (R129)',
    (page) => newToken(page, { scopes: ['pages_show_list', 'pages_manage_metadata'] }),
    'permissions',
    'failed',
    /pages_messaging/,
  ],
  [
    'the role is too small (R145)',
    (page) => setPage(page, { pageTasks: ['ANALYZE'] }),
    'tasks',
    'failed',
    /MESSAGING and MODERATE/,
  ],
  [
    'the key ends soon',
    (page) => newToken(page, { longLived: false }),
    'expiry',
    'warning',
    /ends in 1 hour/,
  ],
  [
    'the page is not published',
    (page) => desk.control('PATCH', `/pages/${page.facebookId}`, { published: false }),
    'published',
    'failed',
    /not published/,
  ],
  [
    'messages are switched off (R44, R174)',
    (page) => desk.control('PATCH', `/pages/${page.facebookId}`, { messaging: false }),
    'messaging',
    'failed',
    /switched off/,
  ],
  [
    'the app is in development (R162)',
    () => desk.control('PATCH', '/settings', { access: 'standard' }),
    'app-access',
    'failed',
    /administrators, developers and testers/,
  ],
  [
    'Human Agent is not granted',
    (page) => setPage(page, { humanAgentAllowed: false }),
    'human-agent',
    'warning',
    /24 hours/,
  ],
  ['another app hears the page', otherApp, 'other-apps', 'warning', /Rival Bot/],
  [
    'Facebook restricted the page',
    (page) => fault(page, { restriction: 'Facebook has stopped the page.\nWait.' }),
    'sending',
    'failed',
    /stopped the page/,
  ],
  [
    'Facebook refused to send for a permission',
    (page) => fault(page, { permissionFault: 'The app lacks a permission.\nGrant it.' }),
    'sending',
    'failed',
    /lacks a permission/,
  ],
  [
    'Facebook asks for patience',
    (page) => setPage(page, { sendPausedUntil: new Date(desk.clock.now().getTime() + 90_000) }),
    'sending',
    'warning',
    /patience for another 1 minute/,
  ],
];

const ago = (hours: number) => new Date(desk.clock.now().getTime() - hours * 3_600_000);
const appSecrets = new Map<string, string>();

async function wrongSignatures(page: Whole, heardHoursAgo: number) {
  const row = await findPageHealth(desk.db, page.id);
  await setPage(page, { lastWebhookAt: ago(-heardHoursAgo) });
  await addWrongSignatures(desk.db, { metaAppId: row?.metaAppId ?? '', minute: ago(1), count: 12 });
}

async function otherApp(page: Whole) {
  const rival = (await desk.control('POST', '/apps', { name: 'Rival Bot' })) as { id: string };
  await desk.control('POST', `/apps/${rival.id}/webhook`, {
    callbackUrl: 'https://rival.example/hook',
    pageIds: [page.facebookId],
    verify: false,
  });
}

async function fault(page: Whole, met: { restriction?: string; permissionFault?: string }) {
  const row = await findPageHealth(desk.db, page.id);
  const blank = {
    pageId: page.id,
    tokenFault: null,
    permissionFault: null,
    restriction: null,
    appFault: null,
    appSubscription: null,
    appCallbackUrl: null,
    pageSubscription: null,
    subscriptionCheckedAt: null,
    appAccess: null,
    appCheckedAt: null,
    ofToken: row?.tokenSealed ?? null,
  };
  // The permissions are known already: a look gains none, so that the fault stands.
  await run(page);
  await desk.db.deleteFrom('pageHealth').where('pageId', '=', page.id).execute();
  await desk.db
    .insertInto('pageHealth')
    .values({ ...blank, ...met })
    .execute();
}

test.each(faults)('the doctor names it when %s', async (_, breakIt, id, verdict, words) => {
  const page = await wholePage();
  const row = await findPageHealth(desk.db, page.id);
  appSecrets.set(page.id, desk.system.secrets.open(row?.appSecretSealed ?? '', row?.metaAppId ?? ''));
  const before = desk.clock.now();
  await breakIt(page);
  const { checks } = await run(page);
  desk.clock.set(before);
  const check = checks.find((one) => one.id === id);
  expect([check?.verdict, check?.explanation]).toEqual([verdict, expect.stringMatching(words)]);
  expect(check?.advice).toMatch(/\.$/);
});

test('what the doctor offers to mend is mended by the button, and the page hears again', async () => {
  const page = await wholePage();
  const admin = desk.as(await desk.user('administrator'));
  await page.graph('DELETE', `${page.facebookId}/subscribed_apps`);
  await webhook(page, { callbackUrl: 'https://other.example/hook', fields: ['messages'] });
  const broken = await run(page);
  expect(broken.headline).toMatch(/^Messages do not arrive/);
  expect((await findPageHealth(desk.db, page.id))?.state).toBe('subscription-lost');
  const offers = new Set(broken.checks.flatMap(({ mend }) => mend?.action ?? []));
  expect([...offers].toSorted()).toEqual(['subscribe-app', 'subscribe-page']);
  await mendPage(admin, deps(), page.id, 'subscribe-app');
  const mended = await mendPage(admin, deps(), page.id, 'subscribe-page');
  expect(mended.checks.filter(({ verdict }) => verdict === 'failed')).toEqual([]);
  expect((await findPageHealth(desk.db, page.id))?.state).toBe('connected');
});

test('an app cannot be subscribed while our address does not answer, and that is said', async () => {
  const page = await wholePage();
  doorMode = 'other';
  const admin = desk.as(await desk.user('administrator'));
  await expect(mendPage(admin, deps(), page.id, 'subscribe-app')).rejects.toThrow(/Mend the address first/);
});

test('who is no administrator may not ask the doctor', async () => {
  const page = await wholePage();
  for (const role of ['agent', 'supervisor'] as const) {
    const ctx = desk.as(await desk.user(role, [page.departmentId]));
    await expect(runDoctor(ctx, deps(), page.id)).rejects.toThrow(Problem);
    await expect(mendPage(ctx, deps(), page.id, 'try-sending')).rejects.toThrow(Problem);
  }
});

test('R41: the test waits for a message, turns green when one comes, or names the broken link after two minutes', async () => {
  const page = await wholePage();
  const admin = desk.as(await desk.user('administrator'));
  const ask = (startedAt: string | null) =>
    testConnection(admin, deps(), {
      pageId: page.id,
      startedAt: startedAt === null ? null : new Date(startedAt),
    });
  const begun = await ask(null);
  expect(begun).toMatchObject({ state: 'waiting', writeAt: desk.sandbox.url });
  desk.advance(5_000);
  const chat = await desk.chat({ page });
  await desk.db
    .insertInto('message')
    .values({
      id: desk.newId(),
      conversationId: chat.id,
      pageId: page.id,
      contactId: chat.contactId,
      kind: 'message',
      direction: 'in',
      authorKind: 'customer',
      text: 'Hello?',
      at: desk.clock.now(),
      createdAt: desk.clock.now(),
      status: 'received',
    })
    .execute();
  expect((await ask(begun.startedAt)).state).toBe('arrived');

  desk.advance(1_000);
  const again = await ask(null);
  await page.graph('DELETE', `${page.facebookId}/subscribed_apps`);
  desk.advance(testMs - 1);
  expect((await ask(again.startedAt)).state).toBe('waiting');
  desk.advance(1);
  expect(await ask(again.startedAt)).toMatchObject({ state: 'failed', broken: { id: 'page-fields' } });
});
