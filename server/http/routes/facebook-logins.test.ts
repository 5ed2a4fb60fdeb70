import { beforeAll, describe, expect, test } from 'vitest';
import { permissions } from '../../../contract/permissions.ts';
import { useConnectDesk, type SandboxApp, type SandboxPage } from '../../testing/connect-desk.ts';
import type { Answer, DeskPerson } from '../../testing/desk-door.ts';

const desk = useConnectDesk();
let admin: DeskPerson;
beforeAll(async () => {
  admin = await desk.person('administrator');
});

interface Stage {
  app: SandboxApp;
  metaAppId: string;
  owner: { id: string; name: string };
  pages: SandboxPage[];
}

/** An app on the desk, and somebody at Facebook with some pages. */
async function stage(pageCount = 3): Promise<Stage> {
  const app = await desk.metaApp();
  const owner = await desk.owner();
  const pages: SandboxPage[] = [];
  for (let n = 1; n <= pageCount; n += 1) pages.push(await desk.page(owner.id, `Shop ${n} of ${owner.id}`));
  return { app, owner, pages, metaAppId: (await desk.addApp(admin, app)).body.id };
}

type Choice = { pageIds?: string[]; declinedScopes?: string[]; deny?: boolean };
type Brought = Record<string, string>;

/** Goes through Facebook's dialog as the owner. @returns what the browser is led back with. */
async function dialog(url: string, ownerId: string, choice: Choice = {}): Promise<Brought> {
  await desk.control('POST', '/logins/next', { personId: ownerId, ...choice });
  const led = await fetch(url, { redirect: 'manual' });
  const back = new URL(led.headers.get('location') ?? '');
  expect(`${back.origin}${back.pathname}`).toBe('http://desk.test/facebook/login');
  const { state = '', code, error } = Object.fromEntries(back.searchParams);
  return { state, ...(code ? { code } : {}), ...(error ? { error } : {}) };
}

const complete = (brought: Brought, who = admin): Promise<Answer> =>
  who.ask('POST', '/api/facebook/logins/complete', brought);
const start = (body: Record<string, unknown>) => admin.ask('POST', '/api/facebook/logins', body);

async function login(
  at: Stage,
  choice: Choice = {},
  body: Record<string, unknown> = { metaAppId: at.metaAppId },
) {
  const { body: begun } = await start(body);
  return complete(await dialog(begun.url, at.owner.id, choice));
}

const loginUrl = (id: string) => `/api/facebook/logins/${id}`;
const tick = (id: string, pages: SandboxPage[]) =>
  admin.ask('POST', `${loginUrl(id)}/pages`, { facebookIds: pages.map((page) => page.id) });
const refusals = async () =>
  (
    await desk.db
      .selectFrom('auditEntry')
      .select('detail')
      .where('action', '=', 'facebook-login.refused')
      .orderBy('id')
      .execute()
  ).map(({ detail }) => (detail as { reason: string }).reason);
const stored = async () =>
  JSON.stringify([
    await desk.db.selectFrom('facebookLogin').selectAll().execute(),
    await desk.db.selectFrom('page').selectAll().execute(),
    await desk.db.selectFrom('auditEntry').selectAll().execute(),
  ]);

describe('the dialog', () => {
  test('is opened with our app, all scopes, and a one-time word that is kept as a hash (R34)', async () => {
    const at = await stage(1);
    const { body } = await start({ metaAppId: at.metaAppId });
    const url = new URL(body.url);
    expect(`${url.origin}${url.pathname}`).toBe(`${desk.sandboxUrl}/v26.0/dialog/oauth`);
    const asked = Object.fromEntries(url.searchParams);
    expect(asked).toMatchObject({
      client_id: at.app.id,
      redirect_uri: 'http://desk.test/facebook/login',
      response_type: 'code',
      scope: permissions.map(({ scope }) => scope).join(','),
    });
    expect(asked['auth_type']).toBeUndefined();
    expect(asked['state']).toHaveLength(43);
    expect(await stored()).not.toContain(asked['state']);
    const again = await start({ metaAppId: at.metaAppId, asksAgain: true });
    expect(new URL(again.body.url).searchParams.get('auth_type')).toBe('rerequest');
    expect(new URL(again.body.url).searchParams.get('state')).not.toBe(asked['state']);
  });

  test('is not opened while the Facebook extension is off (R113)', async () => {
    const at = await stage(1);
    const switchTo = (isOn: boolean) =>
      desk.db
        .insertInto('installation')
        .values({ name: 'extension.facebook', value: JSON.stringify({ isOn, at: null, by: null }) })
        .onConflict((conflict) =>
          conflict.column('name').doUpdateSet({ value: JSON.stringify({ isOn, at: null, by: null }) }),
        )
        .execute();
    await switchTo(false);
    expect((await start({ metaAppId: at.metaAppId })).status).toBe(409);
    await switchTo(true);
    expect((await start({ metaAppId: at.metaAppId })).status).toBe(201);
  });
});

describe('what comes back', () => {
  test('is refused and noted with a word that is wrong, another’s, of another session, late, or used (R35)', async () => {
    const at = await stage(1);
    const other = await desk.person('administrator');
    const begun = async () => dialog((await start({ metaAppId: at.metaAppId })).body.url, at.owner.id);
    const before = (await refusals()).length;

    expect((await complete({ state: 'guess', code: 'x' })).body.error.data.field).toBe('state');
    expect((await complete(await begun(), other)).status).toBe(400);
    const brought = await begun();
    await desk.db
      .updateTable('facebookLogin')
      .set({ credential: 'another session' })
      .where('status', '=', 'begun')
      .execute();
    expect((await complete(brought)).status).toBe(400);
    const late = await begun();
    desk.advance(30 * 60_000);
    expect((await complete(late)).status).toBe(400);
    const used = await begun();
    expect((await complete(used)).body.status).toBe('granted');
    expect((await complete({ ...used, code: 'another code' })).status).toBe(400);
    expect((await refusals()).slice(before)).toEqual([
      'unknown',
      'not-yours',
      'other-session',
      'late',
      'used',
    ]);
    expect(desk.logged.join('')).not.toContain(used['code']);
    expect(desk.logged.join('')).not.toContain(used['state']);
  });

  test('twice, as a prefetching browser brings it, is exchanged once (platform.md 4.2)', async () => {
    const at = await stage(2);
    const brought = await dialog((await start({ metaAppId: at.metaAppId })).body.url, at.owner.id);
    await desk.calls();
    const answers = await Promise.all([complete(brought), complete(brought), complete(brought)]);
    const last = await complete(brought);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set([...answers, last].map(({ body }) => body.id)).size).toBe(1);
    expect(last.body).toMatchObject({ status: 'granted', facebookUser: { name: at.owner.name } });
    const exchanges = (await desk.calls()).filter((call) => call.includes('oauth/access_token'));
    expect(exchanges).toHaveLength(2);
  });

  test('as a refusal is told as one, and so is a code that Facebook does not take (R37)', async () => {
    const at = await stage(1);
    const denied = await login(at, { deny: true });
    expect(denied.body).toMatchObject({ status: 'denied', pages: [] });
    expect(denied.body.problem).toContain('Cancel');
    const brought = await dialog((await start({ metaAppId: at.metaAppId })).body.url, at.owner.id);
    const failed = await complete({ ...brought, code: 'AQmadeup' });
    expect(failed.body.status).toBe('failed');
    expect(await stored()).not.toContain('AQmadeup');
  });

  test('without some permissions names them, the essential ones first (R37, R150)', async () => {
    const at = await stage(1);
    const { body } = await login(at, {
      declinedScopes: ['pages_manage_engagement', 'pages_manage_metadata'],
    });
    expect(body.missing).toMatchObject([
      { scope: 'pages_manage_metadata', isEssential: true },
      { scope: 'pages_manage_engagement', isEssential: false },
    ]);
  });

  test('without leave to list pages says that, and asks for no list', async () => {
    const at = await stage(1);
    await desk.calls();
    const { body } = await login(at, { declinedScopes: ['pages_show_list'] });
    expect(body).toMatchObject({
      status: 'granted',
      missing: [{ scope: 'pages_show_list', isEssential: true }],
      pages: [],
    });
    expect(await desk.calls()).not.toContain('GET me/accounts');
  });

  test('is its owner’s alone, and forgotten after an hour or by Cancel (R116)', async () => {
    const at = await stage(1);
    const { body } = await login(at);
    const other = await desk.person('administrator');
    expect((await other.ask('GET', loginUrl(body.id))).status).toBe(404);
    const waiting = (await admin.ask('GET', '/api/facebook/logins')).body.items;
    expect(waiting.map((one: { id: string }) => one.id)).toContain(body.id);
    expect((await admin.ask('DELETE', loginUrl(body.id))).status).toBe(204);
    expect((await admin.ask('GET', loginUrl(body.id))).status).toBe(404);
    expect((await tick(body.id, at.pages)).status).toBe(404);
    const kept = await desk.db
      .selectFrom('page')
      .select('id')
      .where('metaAppId', '=', at.metaAppId)
      .execute();
    expect(kept).toEqual([]);
    const second = (await login(at)).body;
    desk.advance(60 * 60_000);
    expect((await tick(second.id, at.pages)).status).toBe(404);
  });
});

describe('choosing pages', () => {
  test('connects those that were ticked and no others, each with what was granted (R18, R39, R40, R115)', async () => {
    const at = await stage(3);
    const { body } = await login(at);
    expect(body.pages.map((page: { choice: string }) => page.choice)).toEqual(['free', 'free', 'free']);
    expect((await tick(body.id, [])).status).toBe(400);
    const two = at.pages.slice(0, 2);
    const done = await tick(body.id, two);
    expect(done.body.items).toMatchObject(
      two.map((page) => ({
        facebookId: page.id,
        name: page.name,
        problem: null,
        page: { state: 'connected' },
      })),
    );
    const rows = await desk.db
      .selectFrom('page')
      .select('facebookId')
      .where('metaAppId', '=', at.metaAppId)
      .execute();
    expect(rows.map(({ facebookId }) => facebookId).toSorted()).toEqual(two.map(({ id }) => id).toSorted());
    for (const page of two) expect(await desk.subscription(page, at.app)).toBeDefined();
    const [first] = done.body.items;
    const connection = await admin.ask('GET', `/api/facebook/pages/${first.page.id}/connection`);
    expect(connection.body).toMatchObject({
      facebookUser: { id: at.owner.id, name: at.owner.name },
      connectedBy: { id: admin.id },
      tasks: expect.arrayContaining(['MANAGE', 'MESSAGING']),
    });
    const again = await admin.ask('GET', loginUrl(body.id));
    const byId = new Map(again.body.pages.map((page: { facebookId: string }) => [page.facebookId, page]));
    expect(byId.get(two[0]?.id)).toMatchObject({ choice: 'none', reason: 'Connected already.' });
    expect(byId.get(at.pages[2]?.id)).toMatchObject({ choice: 'free' });
    expect(await stored()).not.toContain('EAA');
  });

  test('one that fails takes no other along, and can be tried again (behaviour 80)', async () => {
    const at = await stage(2);
    const [one, two] = at.pages as [SandboxPage, SandboxPage];
    const { body } = await login(at);
    await desk.control('POST', '/faults', {
      match: { path: `${one.id}/subscribed_apps` },
      status: 403,
      code: 200,
    });
    const done = await tick(body.id, [one, two]);
    expect(done.body.items[0]).toMatchObject({ page: null, problem: expect.stringContaining('permission') });
    expect(done.body.items[1].page).toMatchObject({ state: 'connected' });
    const retried = await tick(body.id, [one]);
    expect(retried.body.items[0].page).toMatchObject({ state: 'connected' });
  });

  test('many are connected together, in the order of ticking, each once', async () => {
    const at = await stage(12);
    const { body } = await login(at);
    await desk.calls();
    const done = await tick(body.id, [...at.pages, ...at.pages.slice(0, 3)]);
    expect(done.body.items.map((item: { facebookId: string }) => item.facebookId)).toEqual(
      at.pages.map(({ id }) => id),
    );
    expect(done.body.items.every((item: { problem: string | null }) => item.problem === null)).toBe(true);
    const posts = (await desk.calls()).filter((call) => /^POST \d+\/subscribed_apps$/.test(call));
    expect(posts).toHaveLength(12);
  });

  test('an account without pages is told so; after making one, it is found (R38)', async () => {
    const at = await stage(0);
    const spare = await desk.page(at.owner.id);
    await desk.control('PATCH', `/pages/${spare.id}`, { adminIds: [(await desk.owner()).id] });
    expect((await login(at)).body).toMatchObject({ status: 'granted', pages: [] });
    const made = await desk.page(at.owner.id, 'Made Just Now');
    expect((await login(at)).body.pages).toMatchObject([{ facebookId: made.id, choice: 'free' }]);
  });

  test('an empty list of Facebook’s is filled from what was ticked; more than 100 pages are all there (behaviour 77)', async () => {
    const at = await stage(104);
    expect((await login(at)).body.pages).toHaveLength(104);
    await desk.control('PATCH', '/settings', { accounts: 'empty' });
    const few = await login(at, { pageIds: at.pages.slice(0, 2).map(({ id }) => id) });
    await desk.control('PATCH', '/settings', { accounts: 'full' });
    expect(few.body.pages).toHaveLength(2);
  }, 30_000);

  test('pages of another app, removed ones, and those left out are explained (R71, R105, behaviours 76 and 78)', async () => {
    const at = await stage(3);
    const [one, two, three] = at.pages as [SandboxPage, SandboxPage, SandboxPage];
    const connected = await tick((await login(at)).body.id, [one, two]);
    const [{ page: first }] = connected.body.items;
    await admin.ask('DELETE', `/api/facebook/pages/${first.id}`);
    const app = await desk.metaApp();
    const metaAppId = (await desk.addApp(admin, app, 'Second app')).body.id;
    const there = (await login({ ...at, app, metaAppId })).body;
    const choices = (pages: { facebookId: string; choice: string }[]) =>
      Object.fromEntries(pages.map(({ facebookId, choice }) => [facebookId, choice]));
    expect(choices(there.pages)).toEqual({ [one.id]: 'returning', [two.id]: 'move', [three.id]: 'free' });
    expect(JSON.stringify(there.pages)).toContain('Connected through the app');
    expect((await tick(there.id, [two])).body.items[0].page.metaAppId).toBe(metaAppId);
    const narrowed = (await login({ ...at, app, metaAppId }, { pageIds: [three.id] })).body;
    expect(narrowed.pages).toMatchObject([
      { facebookId: three.id, choice: 'free' },
      { facebookId: two.id, choice: 'none', reason: expect.stringContaining('left it out') },
    ]);
  });
});

describe('connecting a page again', () => {
  async function broken() {
    const at = await stage(2);
    const [page] = at.pages as [SandboxPage];
    const { body } = await tick((await login(at)).body.id, [page]);
    const [{ page: shown }] = body.items;
    await desk.control('POST', '/tokens/break', { pageId: page.id, subcode: 460 });
    await desk.db.updateTable('page').set({ state: 'expired' }).where('id', '=', shown.id).execute();
    const sealed = async () =>
      (
        await desk.db
          .selectFrom('page')
          .select('tokenSealed')
          .where('id', '=', shown.id)
          .executeTakeFirstOrThrow()
      ).tokenSealed;
    const row = async () => (await admin.ask('GET', `/api/facebook/pages/${shown.id}/connection`)).body;
    return { at, page, id: shown.id as string, sealed, row };
  }
  const update = (id: string) => admin.ask('POST', `${loginUrl(id)}/update`);

  test('H-T11 asks Facebook to show its choices anew, and takes the new token only at Update (R126, R127, R131)', async () => {
    const { at, page, id, sealed, row } = await broken();
    const old = await sealed();
    const begun = await start({ pageId: id });
    expect(new URL(begun.body.url).searchParams.get('auth_type')).toBe('rerequest');
    const { body } = await complete(await dialog(begun.body.url, at.owner.id, { pageIds: [page.id] }));
    expect(body).toMatchObject({ pageId: id, status: 'granted', mismatch: null, missing: [], pages: [] });
    expect(await sealed()).toBe(old);
    await desk.db
      .insertInto('job')
      .values({
        kind: 'deliver-message',
        pageId: id,
        payload: '{}',
        runAt: new Date(desk.clock.now().getTime() + 60_000),
        createdAt: desk.clock.now(),
      })
      .execute();
    await desk.calls();
    const updated = await update(body.id);
    expect(updated.body).toMatchObject({ id, state: 'connected', canSend: true });
    expect(await sealed()).not.toBe(old);
    expect(await desk.calls()).toContain(`POST ${page.id}/subscribed_apps`);
    const held = await desk.db.selectFrom('job').select('runAt').where('pageId', '=', id).execute();
    expect(held.every(({ runAt }) => runAt <= desk.clock.now())).toBe(true);
    expect((await row()).facebookUser.name).toBe(at.owner.name);
    expect((await update(body.id)).status).toBe(404);
  });

  test('H-T12 another page is refused by name, and the old token stays (R128, behaviour 81)', async () => {
    const { at, id, sealed } = await broken();
    const old = await sealed();
    const other = at.pages[1] as SandboxPage;
    const { body } = await login(at, { pageIds: [other.id] }, { pageId: id });
    expect(body.mismatch).toContain(other.name);
    const refused = await update(body.id);
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toContain(other.name);
    expect(await sealed()).toBe(old);
  });

  test('H-T13 a permission that is missing is named; the page is connected in part and sends nothing (R129)', async () => {
    const { at, page, id } = await broken();
    const choice = { pageIds: [page.id], declinedScopes: ['pages_messaging'] };
    const { body } = await login(at, choice, { pageId: id });
    expect(body.missing).toMatchObject([{ scope: 'pages_messaging' }]);
    const updated = await update(body.id);
    expect(updated.body).toMatchObject({ state: 'permission-missing', canSend: false });
    expect(updated.body.reason).toContain('pages_messaging');
    const whole = await login(at, { pageIds: [page.id] }, { pageId: id });
    expect((await update(whole.body.id)).body).toMatchObject({ state: 'connected', canSend: true });
  });

  test('H-T16 without Update the old token remains, whatever was granted', async () => {
    const { at, page, id, sealed, row } = await broken();
    const old = await sealed();
    const { body } = await login(at, { pageIds: [page.id] }, { pageId: id });
    await admin.ask('DELETE', loginUrl(body.id));
    expect(await sealed()).toBe(old);
    expect((await row()).page.state).toBe('expired');
  });

  test('by another account that has no part in the page is refused, and the old token stays', async () => {
    const { at, id, sealed } = await broken();
    const old = await sealed();
    const stranger = await desk.owner('Somebody Else');
    await desk.page(stranger.id, 'Their Own');
    const { body } = await login({ ...at, owner: stranger }, {}, { pageId: id });
    expect(body.mismatch).toContain('Their Own');
    expect((await update(body.id)).status).toBe(400);
    expect(await sealed()).toBe(old);
  });
});
