import { createHmac } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { useDeskDoor, type DeskPerson } from '../testing/desk-door.ts';

const door = useDeskDoor();
const secret = 'the secret of the app';
let admin: DeskPerson;
let address: string;
let pageId: string;

const sign = (payload: object, key = secret) => {
  const encoded = Buffer.from(JSON.stringify({ algorithm: 'HMAC-SHA256', expires: 0, ...payload })).toString(
    'base64url',
  );
  return `${createHmac('sha256', key).update(encoded).digest('base64url')}.${encoded}`;
};
const seconds = () => Math.floor(door.clock.now().getTime() / 1000);
const post = (path: string, body: string, type = 'application/x-www-form-urlencoded') =>
  door.app.inject({
    method: 'POST',
    url: `${address}/${path}`,
    headers: { 'content-type': type },
    payload: body,
  });
const send = (path: string, signedRequest: string) =>
  post(path, new URLSearchParams({ signed_request: signedRequest }).toString());
const pageNow = () =>
  door.db.selectFrom('page').selectAll().where('id', '=', pageId).executeTakeFirstOrThrow();
const audited = async () =>
  (await door.db.selectFrom('auditEntry').select('action').orderBy('id').execute()).map(
    ({ action }) => action,
  );

beforeAll(async () => {
  admin = await door.person('administrator');
  const app = (
    await admin.ask('POST', '/api/facebook/apps', { name: 'Shop app', appId: '4711', appSecret: secret })
  ).body;
  address = new URL(app.callbackUrl).pathname;
  const pageToken = 'token-of:102:Harbour';
  pageId = (await admin.ask('POST', '/api/facebook/pages', { metaAppId: app.id, pageToken })).body.id;
});
beforeEach(async () => {
  door.clock.advance(60_000);
  await door.db
    .updateTable('page')
    .set({
      tokenSealed: 'sealed',
      state: 'connected',
      stateReason: null,
      facebookUserId: '10155',
      facebookUserName: 'Leila Haddad',
      connectedAt: door.clock.now(),
    })
    .where('id', '=', pageId)
    .execute();
  door.clock.advance(60_000);
});

test('behaviour 86: who takes the authorisation back at Facebook makes their pages expired, with the reason', async () => {
  const answer = await send('deauthorize', sign({ user_id: '10155', issued_at: seconds() }));
  expect([answer.statusCode, answer.json()]).toEqual([200, { success: true }]);
  expect(await pageNow()).toMatchObject({
    state: 'expired',
    stateReason: expect.stringContaining('took the authorisation back'),
    facebookUserName: 'Leila Haddad',
  });
  const mails = await door.db.selectFrom('mail').select('subject').execute();
  expect(mails).toEqual([{ subject: 'Harbour cannot answer: its access key has ended' }]);
  expect(await audited()).toContain('page.deauthorized');
});

test('a request that comes again after the page was connected anew leaves the new token alone', async () => {
  const signedRequest = sign({ user_id: '10155', issued_at: seconds() });
  await send('deauthorize', signedRequest);
  door.clock.advance(60_000);
  const connectedAt = door.clock.now();
  await door.db
    .updateTable('page')
    .set({ tokenSealed: 'new', state: 'connected', connectedAt })
    .where('id', '=', pageId)
    .execute();
  expect((await send('deauthorize', signedRequest)).statusCode).toBe(200);
  expect((await send('data-deletion', signedRequest)).statusCode).toBe(200);
  expect(await pageNow()).toMatchObject({ tokenSealed: 'new', state: 'connected', facebookUserId: '10155' });
});

test('another person’s and another app’s requests touch nothing', async () => {
  await send('deauthorize', sign({ user_id: '999', issued_at: seconds() }));
  const other = (
    await admin.ask('POST', '/api/facebook/apps', { name: 'Other', appId: '4712', appSecret: 'another one' })
  ).body;
  const url = `${new URL(other.callbackUrl).pathname}/deauthorize`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const byOther = sign({ user_id: '10155', issued_at: seconds() }, 'another one');
  const payload = new URLSearchParams({ signed_request: byOther }).toString();
  expect((await door.app.inject({ method: 'POST', url, headers, payload })).statusCode).toBe(200);
  expect(await pageNow()).toMatchObject({ state: 'connected', tokenSealed: 'sealed' });
});

test('J8 behaviour 86: a deletion request forgets the person, answers address and code, and shows a person how it stands', async () => {
  const signedRequest = sign({ user_id: '10155', issued_at: seconds() });
  const answer = await send('data-deletion', signedRequest);
  expect(answer.statusCode).toBe(200);
  const { url, confirmation_code: code } = answer.json();
  expect(Object.keys(answer.json())).toEqual(['url', 'confirmation_code']);
  expect(url).toBe(`http://desk.test/data-deletion/${code}`);
  expect(await pageNow()).toMatchObject({
    tokenSealed: null,
    state: 'expired',
    facebookUserId: null,
    facebookUserName: null,
  });
  const page = await door.app.inject({ method: 'GET', url: new URL(url).pathname });
  expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.body).toContain('Your data was deleted');
  expect(page.body).toContain('One page connected with your account lost its access.');
  expect(page.body).toContain(code);
  // Nothing that is kept of the request names the person.
  const kept = await door.db.selectFrom('dataDeletion').selectAll().execute();
  const log = await door.db.selectFrom('auditEntry').selectAll().execute();
  expect(JSON.stringify([kept, log])).not.toMatch(/10155|Leila Haddad/);
});

test('the same deletion request again, also at the same time, gets the same code', async () => {
  const signedRequest = sign({ user_id: '10155', issued_at: seconds() });
  const answers = await Promise.all([1, 2, 3].map(() => send('data-deletion', signedRequest)));
  const codes = new Set(answers.map((answer) => answer.json().confirmation_code));
  expect(codes.size).toBe(1);
  expect((await send('data-deletion', signedRequest)).json().confirmation_code).toBe([...codes][0]);
});

test('what the app did not sign is refused, and stored nowhere', async () => {
  const count = async () => [
    (await door.db.selectFrom('dataDeletion').select('code').execute()).length,
    (await audited()).length,
  ];
  const before = await count();
  const right = sign({ user_id: '10155', issued_at: seconds() });
  for (const path of ['deauthorize', 'data-deletion']) {
    for (const wrong of [sign({ user_id: '10155' }, 'guessed'), `x${right}`, right.slice(0, -1), 'x.y', '']) {
      expect([path, wrong, (await send(path, wrong)).statusCode]).toEqual([path, wrong, 403]);
    }
    expect((await post(path, 'something=else')).statusCode).toBe(400);
    expect((await post(path, JSON.stringify({ signed_request: right }), 'application/json')).statusCode).toBe(
      400,
    );
    expect((await send(path, `${right}${'x'.repeat(20_000)}`)).statusCode).toBe(413);
    const nowhere = `/webhooks/facebook/nobody/${path}`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const payload = new URLSearchParams({ signed_request: right }).toString();
    expect((await door.app.inject({ method: 'POST', url: nowhere, headers, payload })).statusCode).toBe(404);
  }
  expect(await count()).toEqual(before);
  expect(await pageNow()).toMatchObject({ state: 'connected', tokenSealed: 'sealed' });
});

test('a code that nobody was given shows that there is nothing', async () => {
  const answer = await door.app.inject({ method: 'GET', url: '/data-deletion/not-a-code' });
  expect([answer.statusCode, answer.body]).toEqual([
    404,
    expect.stringContaining('There is no such request'),
  ]);
});
