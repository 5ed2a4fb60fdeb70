import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { hasRight } from '../../contract/rights.ts';
import type { Standing } from '../../contract/team.ts';
import { openFolderStorage } from '../store/file-storage.ts';
import { deskFacts } from '../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson, type Method } from '../testing/desk-door.ts';
import { rightOf, routeRights } from './route-rights.ts';

const dir = await mkdtemp(path.join(os.tmpdir(), 'pagedesk-access-'));
const storage = await openFolderStorage(dir);
afterAll(() => rm(dir, { recursive: true, force: true }));
const door = useDeskDoor(() => ({ storage }));
const facts = deskFacts(door);

const routes = () =>
  door.app.knownRoutes
    .filter(({ method, url }) => method !== 'HEAD' && url.startsWith('/api/'))
    .map(({ method, url, right }) => ({
      name: `${method} ${url}`,
      method: method as Method,
      url: url.replaceAll(/:\w+/g, door.newId()),
      right,
    }));

test('only signing in, signing out and the description of the API are open to everybody', () => {
  const open = routes().filter(({ right }) => right === 'public');
  expect(open.map((route) => route.name).toSorted()).toEqual([
    'DELETE /api/session',
    'GET /api/first-run',
    'GET /api/openapi.json',
    'POST /api/first-run',
    'POST /api/session',
  ]);
});

test('every route of the API asks for a right of the matrix, and the matrix names no other (N4)', () => {
  expect(
    routes()
      .map((route) => route.name)
      .toSorted(),
  ).toEqual(Object.keys(routeRights).toSorted());
  expect(() => rightOf('GET', '/api/forgotten')).toThrow('name it in route-rights.ts');
});

test('every other route refuses who has not signed in (behaviour 75)', async () => {
  for (const { name, method, url, right } of routes()) {
    if (right === 'public') continue;
    const answer = await door.ask(method, url);
    expect([name, answer.status, answer.body.error.code]).toEqual([name, 401, 'unauthenticated']);
  }
});

async function unitSupervisor(departmentIds: readonly string[] = []): Promise<DeskPerson> {
  const person = await door.person('supervisor');
  const id = door.newId();
  await door.db
    .insertInto('unit')
    .values({ id, name: `Unit ${id}`, createdAt: door.clock.now() })
    .execute();
  await door.db.insertInto('unitSupervisor').values({ unitId: id, userId: person.id }).execute();
  for (const departmentId of departmentIds) {
    await door.db.insertInto('unitDepartment').values({ unitId: id, departmentId }).execute();
  }
  return person;
}

test('every route refuses whose role has not got its right, and nobody else (N4, behaviour 75)', async () => {
  const people: [Standing, DeskPerson][] = [
    ['administrator', await door.person('administrator')],
    ['supervisor', await door.person('supervisor')],
    ['unit-supervisor', await unitSupervisor()],
    ['agent', await door.person('agent')],
    ['helper', await door.person('helper')],
    ['auditor', await door.person('auditor')],
  ];
  for (const { name, method, url, right } of routes()) {
    if (right === 'public') continue;
    for (const [standing, who] of people) {
      const { status } = await who.ask(method, url);
      expect([name, standing, status === 403]).toEqual([name, standing, !hasRight(standing, right)]);
    }
  }
});

test('whoever guesses ids of what is not theirs, at any route, is answered as if it did not exist (N4, R23, N22, N25)', async () => {
  const [north, south] = [await door.department(), await door.department()];
  const there = await facts.conversation(await facts.page(south), { contactName: 'Theodora' });
  const messageId = await facts.message(there, { text: 'a secret word' });
  const sara = await door.person('agent', [south]);
  const leader = await unitSupervisor([north]);
  const helper = await door.person('helper');
  const strangers: [string, DeskPerson][] = [
    ['agent of another department', await door.person('agent', [north])],
    ['supervisor of another unit', leader],
    ['helper who is not invited', helper],
    ['auditor', await door.person('auditor')],
  ];
  const known = { conversations: there.id, contacts: there.contactId, messages: messageId, users: sara.id };
  const before = await door.db.selectFrom('conversation').selectAll().where('id', '=', there.id).execute();
  for (const { method, url, right } of door.app.knownRoutes) {
    const of = /^\/api\/(conversations|contacts|messages|users)\/:id/.exec(url)?.[1];
    if (!of || method === 'HEAD' || right === 'public') continue;
    const address = url.replace(':id', known[of as keyof typeof known]).replaceAll(/:\w+/g, door.newId());
    for (const [who, person] of strangers) {
      const answer = await person.ask(method as Method, address, method === 'GET' ? undefined : {});
      // 400 is said of what was sent, before anything is looked for.
      const told = [`${method} ${url}`, who, [400, 403, 404].includes(answer.status)];
      expect(told).toEqual([`${method} ${url}`, who, true]);
      expect(JSON.stringify(answer.body)).not.toMatch(/Theodora|a secret word/);
    }
  }
  expect(await door.db.selectFrom('conversation').selectAll().where('id', '=', there.id).execute()).toEqual(
    before,
  );
});
