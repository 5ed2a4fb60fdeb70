import { expect, test } from 'vitest';
import { openFirstRun } from '../desk/team/first-run.ts';
import { useDeskDoor } from '../testing/desk-door.ts';

const door = useDeskDoor();

const cookieOf = (answer: { headers: Record<string, unknown> }) => String(answer.headers['set-cookie']);
const signIn = (email: string, password: string, headers?: Record<string, string>) =>
  door.ask('POST', '/api/session', { email, password }, headers);

test('the first-run link makes one administrator, once', async () => {
  const first = await openFirstRun(door);
  const second = await openFirstRun(door);
  const input = { name: 'Ada', email: 'ada@desk.test', password: 'a long enough one' };
  expect((await door.ask('GET', '/api/first-run')).body).toEqual({ isOpen: true });
  expect((await door.ask('POST', '/api/first-run', { ...input, token: first })).status).toBe(404);
  const wrong = await door.ask('POST', '/api/first-run', { ...input, token: 'guess' });
  expect(wrong.body.error.code).toBe('not-found');

  const third = await openFirstRun(door);
  expect(third).not.toBe(second);
  const made = await door.ask('POST', '/api/first-run', { ...input, token: third });
  expect(made.status).toBe(204);
  const me = await door.ask('GET', '/api/me', undefined, { cookie: cookieOf(made) });
  expect(me.body.user).toMatchObject({ name: 'Ada', role: 'administrator' });

  expect(await openFirstRun(door)).toBeNull();
  expect((await door.ask('POST', '/api/first-run', { ...input, token: third })).status).toBe(404);
  expect((await door.ask('GET', '/api/first-run')).body).toEqual({ isOpen: false });
});

test('a session cookie is readable by no script and sent to no other site', async () => {
  const { email, password } = await door.person('agent');
  const answer = await signIn(email.toUpperCase(), password);
  expect(answer.status).toBe(204);
  expect(cookieOf(answer)).toMatch(/HttpOnly/);
  expect(cookieOf(answer)).toMatch(/SameSite=Strict/);
  expect(cookieOf(answer)).toMatch(/Path=\//);
  const token = /pagedesk_session=([^;]+)/.exec(cookieOf(answer))?.[1] ?? '';
  expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  const kept = await door.db.selectFrom('session').selectAll().execute();
  expect(JSON.stringify(kept.map((row) => row.tokenHash.toString('base64url')))).not.toContain(token);
});

test('unknown address, wrong password and disabled user get the same answer', async () => {
  const { email, password, id } = await door.person('agent');
  const wrong = await signIn(email, 'not the password');
  const unknown = await signIn('nobody@desk.test', 'not the password');
  await door.db.updateTable('deskUser').set({ disabledAt: door.clock.now() }).where('id', '=', id).execute();
  const disabled = await signIn(email, password);
  const said = [wrong, unknown, disabled].map(({ status, body }) => [
    status,
    body.error.code,
    body.error.message,
  ]);
  expect(new Set(said.map((each) => JSON.stringify(each))).size).toBe(1);
  expect(wrong.status).toBe(401);
});

test('guessing is blocked for longer and longer, also for the right password', async () => {
  const { email, password } = await door.person('agent');
  for (let n = 0; n < 5; n += 1) expect((await signIn(email, `guess ${n}`)).status).toBe(401);
  const blocked = await signIn(email, password);
  expect(blocked.status).toBe(429);
  expect(blocked.body.error.code).toBe('rate-limited');
  expect(Number(blocked.headers['retry-after'])).toBe(15);
  door.clock.advance(15_000);
  expect((await signIn(email, 'guess 6')).status).toBe(401);
  expect(Number((await signIn(email, password)).headers['retry-after'])).toBe(30);
  door.clock.advance(30_000);
  expect((await signIn(email, password)).status).toBe(204);
  expect((await signIn(email, 'a slip')).status).toBe(401);
});

test('twenty guesses at the same moment are counted each', async () => {
  const { email } = await door.person('agent');
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => signIn(email, `guess ${n}`)));
  expect(answers.filter((answer) => answer.status === 401)).toHaveLength(5);
  expect(answers.filter((answer) => answer.status === 429)).toHaveLength(15);
  door.clock.advance(2 * 3_600_000);
});

test('one address that tries many accounts is blocked too', async () => {
  const from = { 'x-forwarded-for': '203.0.113.9' };
  for (let n = 0; n < 30; n += 1) await signIn(`someone-${n}@desk.test`, 'guess', from);
  expect((await signIn('one-more@desk.test', 'guess', from)).status).toBe(429);
  expect((await signIn('one-more@desk.test', 'guess', { 'x-forwarded-for': '203.0.113.10' })).status).toBe(
    401,
  );
});

test('a session slides on while it is used, and ends after 30 days of rest', async () => {
  const { email, password } = await door.person('agent');
  const cookie = cookieOf(await signIn(email, password));
  const day = 24 * 3_600_000;
  door.clock.advance(20 * day);
  const used = await door.ask('GET', '/api/me', undefined, { cookie });
  expect(used.status).toBe(200);
  expect(cookieOf(used)).toContain('pagedesk_session=');
  door.clock.advance(29 * day);
  expect((await door.ask('GET', '/api/me', undefined, { cookie })).status).toBe(200);
  door.clock.advance(30 * day);
  expect((await door.ask('GET', '/api/me', undefined, { cookie })).status).toBe(401);
});

test('signing out ends the session on the server', async () => {
  const { email, password } = await door.person('agent');
  const cookie = cookieOf(await signIn(email, password));
  const out = await door.ask('DELETE', '/api/session', undefined, { cookie });
  expect(out.status).toBe(204);
  expect(cookieOf(out)).toMatch(/pagedesk_session=;.*1970/);
  expect((await door.ask('GET', '/api/me', undefined, { cookie })).status).toBe(401);
});

test('a disabled user loses session and keys at once, a new password ends sessions', async () => {
  const admin = await door.person('administrator');
  const agent = await door.person('agent');
  const cookie = cookieOf(await signIn(agent.email, agent.password));
  expect((await admin.ask('PATCH', `/api/users/${agent.id}`, { password: 'another long one' })).status).toBe(
    200,
  );
  expect((await door.ask('GET', '/api/me', undefined, { cookie })).status).toBe(401);
  const again = cookieOf(await signIn(agent.email, 'another long one'));
  expect((await admin.ask('PATCH', `/api/users/${agent.id}`, { disabled: true })).status).toBe(200);
  expect((await door.ask('GET', '/api/me', undefined, { cookie: again })).status).toBe(401);
  expect((await agent.ask('GET', '/api/me')).status).toBe(401);
});

test('a write from another site is refused, also when the browser sends the cookie', async () => {
  const { email, password } = await door.person('agent');
  const cookie = cookieOf(await signIn(email, password));
  const patch = (headers: Record<string, string>) =>
    door.ask('PATCH', '/api/me/presence', { choice: 'busy' }, { cookie, ...headers });
  expect((await patch({ origin: 'https://evil.test' })).status).toBe(403);
  expect((await patch({ origin: 'null' })).status).toBe(403);
  expect((await patch({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await patch({ origin: 'http://desk.test' })).status).toBe(200);
  expect((await patch({ origin: 'http://desk.test', host: '127.0.0.1:3000' })).status).toBe(200);
  expect((await patch({})).status).toBe(200);
  const form = await door.app.inject({
    method: 'PATCH',
    url: '/api/me/presence',
    headers: { cookie, host: 'desk.test', 'content-type': 'text/plain' },
    payload: '{"choice":"busy"}',
  });
  expect(form.statusCode).toBe(400);
});

test('a key for programs works until it is deleted, and is shown once', async () => {
  const person = await door.person('agent');
  const made = await person.ask('POST', '/api/me/tokens', { name: 'importer' });
  expect(made.status).toBe(201);
  const bearer = { authorization: `Bearer ${made.body.secret}` };
  expect((await door.ask('GET', '/api/me', undefined, bearer)).status).toBe(200);
  const list = await person.ask('GET', '/api/me/tokens');
  expect(list.body.items.map((each: { name: string }) => each.name)).toContain('importer');
  expect(JSON.stringify(list.body)).not.toContain(made.body.secret);
  const stranger = await door.person('agent');
  expect((await stranger.ask('DELETE', `/api/me/tokens/${made.body.id}`)).status).toBe(404);
  expect((await person.ask('DELETE', `/api/me/tokens/${made.body.id}`)).status).toBe(204);
  expect((await door.ask('GET', '/api/me', undefined, bearer)).status).toBe(401);
});
