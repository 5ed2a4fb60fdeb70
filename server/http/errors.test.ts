import { expect, test } from 'vitest';
import { useDeskDoor } from '../testing/desk-door.ts';

const door = useDeskDoor(() => ({
  replaySetAside: () => Promise.reject(new Error('the secret detail')),
}));

test('an unknown field of a write is refused by its name', async () => {
  const admin = await door.person('administrator');
  const answer = await admin.ask('POST', '/api/departments', { name: 'Sales', colour: 3 });
  expect(answer.status).toBe(400);
  expect(answer.body.error).toMatchObject({ code: 'invalid', data: { field: 'colour' } });
  expect(answer.body.error.requestId).toBe(answer.headers['x-request-id']);
});

test('a wrong value is refused by the name of its field', async () => {
  const admin = await door.person('administrator');
  const answer = await admin.ask('POST', '/api/departments', { name: 'Sales', color: 9 });
  expect(answer.body.error).toMatchObject({ code: 'invalid', data: { field: 'color' } });
});

test('text that no database can hold is refused, wherever it stands', async () => {
  const admin = await door.person('administrator');
  const answers = [
    await door.ask('POST', '/api/session', { email: 'a\0b@example.test', password: 'x' }),
    await admin.ask('POST', '/api/departments', { name: 'a\0b', color: 3 }),
    await admin.ask('GET', '/api/conversations?q=a%00b'),
  ];
  expect(answers.map(({ status, body }) => [status, body.error.code])).toEqual([
    [400, 'invalid'],
    [400, 'invalid'],
    [400, 'invalid'],
  ]);
});

test('a request that never becomes whole is given up', () => {
  expect(door.app.server.requestTimeout).toBeGreaterThan(0);
});

test('JSON that is none is 400, a body too large 413', async () => {
  const admin = await door.person('administrator');
  const bearer = (await admin.ask('POST', '/api/me/tokens', { name: 'x' })).body.secret;
  const send = (payload: string) =>
    door.app.inject({
      method: 'POST',
      url: '/api/departments',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      payload,
    });
  const broken = await send('{"name":');
  expect([broken.statusCode, broken.json().error.code]).toEqual([400, 'invalid']);
  const large = await send(JSON.stringify({ name: 'x'.repeat(300_000) }));
  expect([large.statusCode, large.json().error.code]).toEqual([413, 'too-large']);
});

test('an address that does not exist is 404 in JSON, a wrong method 405 with those that work', async () => {
  const unknown = await door.ask('GET', '/api/nothing-here');
  expect([unknown.status, unknown.body.error.code]).toEqual([404, 'not-found']);
  const wrong = await door.ask('PUT', '/api/session');
  expect([wrong.status, wrong.body.error.code]).toEqual([405, 'method-not-allowed']);
  expect(String(wrong.headers['allow']).split(', ').toSorted()).toEqual(['DELETE', 'POST']);
});

test('what nobody expected is told without detail, and logged with the id of the request', async () => {
  const admin = await door.person('administrator');
  const answer = await admin.ask('POST', `/api/diagnostics/set-aside/${door.newId()}/replay`);
  expect(answer.status).toBe(500);
  expect(JSON.stringify(answer.body)).not.toContain('secret detail');
  const line = door.logged.find((each) => each.includes(answer.body.error.requestId));
  expect(line).toContain('the secret detail');
});

test('answers forbid what our pages never need', async () => {
  const { headers } = await door.ask('GET', '/api/me');
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['cache-control']).toBe('no-store');
});
