import { expect, test } from 'vitest';
import { useDeskDoor, type Method } from '../testing/desk-door.ts';

const door = useDeskDoor();

const PUBLIC = [
  'DELETE /api/session',
  'GET /api/first-run',
  'GET /api/openapi.json',
  'POST /api/first-run',
  'POST /api/session',
];

const routes = () =>
  door.app.knownRoutes
    .filter(({ method, url }) => method !== 'HEAD' && url.startsWith('/api/'))
    .map(({ method, url, access }) => ({
      name: `${method} ${url}`,
      method: method as Method,
      url: url.replaceAll(/:\w+/g, door.newId()),
      access,
    }));

test('only signing in, signing out and the description of the API are open to everybody', () => {
  const open = routes().filter((route) => route.access === 'public');
  expect(open.map((route) => route.name).toSorted()).toEqual(PUBLIC);
});

test('every other route refuses who has not signed in (behaviour 75)', async () => {
  for (const { name, method, url, access } of routes()) {
    if (access === 'public') continue;
    const answer = await door.ask(method, url);
    expect([name, answer.status, answer.body.error.code]).toEqual([name, 401, 'unauthenticated']);
  }
});

test('what is for administrators refuses supervisors and agents, what is for leads agents, and nothing else does (behaviour 75)', async () => {
  const agent = await door.person('agent');
  const supervisor = await door.person('supervisor');
  const admin = await door.person('administrator');
  for (const { name, method, url, access } of routes()) {
    if (access === 'public') continue;
    const refused = { agent: access !== 'signed-in', supervisor: access === 'administrator' };
    for (const [role, who] of Object.entries({ agent, supervisor })) {
      const answer = await who.ask(method, url);
      expect([name, answer.status === 403], name).toEqual([name, refused[role as keyof typeof refused]]);
    }
    expect([name, (await admin.ask(method, url)).status], name).not.toContain(403);
  }
  const closed = routes().filter((route) => route.access === 'administrator');
  expect(closed.map((route) => route.name)).toEqual(
    expect.arrayContaining(['POST /api/users', 'POST /api/facebook/apps', 'PATCH /api/facebook/pages/:id']),
  );
});
