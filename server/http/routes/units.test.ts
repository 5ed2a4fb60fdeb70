import { beforeAll, beforeEach, expect, test } from 'vitest';
import { insertAlert } from '../../store/alerts.ts';
import { change } from '../../desk/context.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';
import { useLiveDoor } from '../../testing/live-door.ts';

const door = useDeskDoor();
const live = useLiveDoor(door);
const facts = deskFacts(door);
let north: string;
let south: string;
let admin: DeskPerson;
/** Set for the unit of the north. */
let nora: DeskPerson;
/** Leads the whole desk. */
let lena: DeskPerson;
let nils: DeskPerson;
let sara: DeskPerson;
let unit: string;
type Place = Awaited<ReturnType<typeof facts.conversation>>;
let here: Place;
let there: Place;
let made = 0;

beforeAll(async () => {
  admin = await door.person('administrator');
  lena = await door.person('supervisor', [], 'Lena');
});

beforeEach(async () => {
  door.clock.advance(60_000);
  made += 1;
  north = await door.department(`North ${made}`);
  south = await door.department(`South ${made}`);
  nora = await door.person('supervisor', [], `Nora ${made}`);
  nils = await door.person('agent', [north], `Nils ${made}`);
  sara = await door.person('agent', [south], `Sara ${made}`);
  const answer = await admin.ask('POST', '/api/units', {
    name: `The north ${made}`,
    departmentIds: [north],
    supervisorIds: [nora.id],
  });
  expect(answer.status).toBe(201);
  unit = answer.body.id;
  here = await facts.conversation(await facts.page(north), { contactName: `Hanna ${made}` });
  there = await facts.conversation(await facts.page(south), { contactName: `Theo ${made}` });
  await facts.message(here, { text: `snow ${made}` });
  await facts.message(there, { text: `snow ${made}` });
});

const idsOf = (body: { items: { id: string }[] }) => body.items.map(({ id }) => id);
const list = async (who: DeskPerson, search = 'view=all') =>
  idsOf((await who.ask('GET', `/api/conversations?${search}&limit=200`)).body);

test('a supervisor of a unit finds in lists, counts and searches what its departments have, and nothing else (N22)', async () => {
  expect(await list(nora)).toEqual([here.id]);
  expect(await list(nora, `view=all&q=snow+${made}`)).toEqual([here.id]);
  expect(await list(nora, `view=all&department=${south}`)).toEqual([]);
  expect((await nora.ask('GET', '/api/conversations/counters')).body).toMatchObject({
    all: 1,
    unassigned: 1,
  });
  expect((await nora.ask('GET', `/api/conversations/${here.id}`)).body.may.assign).toBe(true);
  for (const path of ['', '/messages', '/customer', '/why', '/thread']) {
    expect([path, (await nora.ask('GET', `/api/conversations/${there.id}${path}`)).status]).toEqual([
      path,
      404,
    ]);
  }
  expect(idsOf((await nora.ask('GET', '/api/facebook/pages')).body)).toEqual([here.pageId]);
  expect((await nora.ask('GET', '/api/me')).body).toMatchObject({
    user: { role: 'supervisor', standing: 'unit-supervisor' },
    departments: [{ id: north }],
    units: [{ id: unit, name: `The north ${made}` }],
  });
  expect(await list(lena)).toEqual(expect.arrayContaining([here.id, there.id]));
});

test('they assign, take over and end inside the unit; outside it is as if it did not exist (N22)', async () => {
  const assign = (place: Place, userId: string) =>
    nora.ask('POST', `/api/conversations/${place.id}/assign`, { userId });
  await nils.ask('POST', `/api/conversations/${here.id}/take`);
  await sara.ask('POST', `/api/conversations/${there.id}/take`);
  expect((await nora.ask('POST', `/api/conversations/${here.id}/monitor`)).status).toBe(200);
  expect((await nora.ask('POST', `/api/conversations/${there.id}/monitor`)).status).toBe(404);
  expect((await nora.ask('POST', `/api/conversations/${there.id}/join`, {})).status).toBe(404);
  expect((await assign(here, nora.id)).status).toBe(200);
  expect((await assign(there, nora.id)).status).toBe(404);
  expect((await nora.ask('POST', `/api/conversations/${there.id}/end`)).status).toBe(404);
  // Nobody else gives them what they may not see either.
  expect((await lena.ask('POST', `/api/conversations/${there.id}/assign`, { userId: nora.id })).status).toBe(
    400,
  );
  expect((await nora.ask('POST', `/api/conversations/${here.id}/end`)).status).toBe(200);
});

test('the floor shows the unit’s departments and people, and no name of anybody else’s customer (N22)', async () => {
  // An agent of both works on both; what they do elsewhere is not told.
  const both = await door.person('agent', [north, south], `Both ${made}`);
  await both.ask('POST', `/api/conversations/${there.id}/take`);
  const { body } = await nora.ask('GET', '/api/floor');
  expect(body.departments.map((row: { department: { id: string } }) => row.department.id)).toEqual([north]);
  expect(body).toMatchObject({ waiting: 1, served: 0, agents: 2 });
  expect(
    body.agentList.map((row: { user: { name: string }; now: null }) => [row.user.name, row.now]),
  ).toEqual([
    [both.name, null],
    [nils.name, null],
  ]);
  expect(JSON.stringify(body)).not.toContain('Theo');
  expect((await nora.ask('GET', `/api/floor?department=${south}`)).status).toBe(404);
  const whole = (await lena.ask('GET', `/api/floor?department=${south}`)).body;
  expect(whole).toMatchObject({ served: 1 });
});

test('reports and survey results count the unit’s departments, also as a file (N22)', async () => {
  const days = 'from=2020-01-01&to=2020-01-02&timeZone=UTC'.replaceAll(
    /2020-01-0[12]/g,
    door.clock.now().toISOString().slice(0, 10),
  );
  const total = async (who: DeskPerson, search = '') =>
    (await who.ask('GET', `/api/reports?${days}${search}`)).body.totals?.begun;
  expect(await total(nora)).toBe(1);
  expect(await total(nora, `&department=${north}`)).toBe(1);
  expect((await nora.ask('GET', `/api/reports?${days}&department=${south}`)).status).toBe(404);
  expect((await nora.ask('GET', `/api/reports/table.csv?${days}&department=${south}`)).status).toBe(404);
  expect(await total(nora, `&page=${there.pageId}`)).toBe(0);
  expect(await total(lena, `&department=${south}`)).toBe(1);
  const byDepartment = (await nora.ask('GET', `/api/reports?${days}&by=department`)).body;
  expect(byDepartment.rows.map((row: { key: string }) => row.key)).toEqual([north]);
  const byAgent = (await nora.ask('GET', `/api/reports?${days}&by=agent`)).body;
  expect(JSON.stringify(byAgent)).not.toContain(sara.id);
  const survey = await admin.ask('POST', '/api/surveys', {
    name: `Survey ${made}`,
    questions: [{ kind: 'rating', id: 'stars', outOf: 5, text: { en: 'How was it?' } }],
  });
  for (const place of [here, there]) {
    const { departmentId } = await door.db
      .selectFrom('conversation')
      .select('departmentId')
      .where('id', '=', place.id)
      .executeTakeFirstOrThrow();
    await door.db
      .insertInto('surveyRequest')
      .values({
        id: door.newId(),
        conversationId: place.id,
        contactId: place.contactId,
        pageId: place.pageId,
        departmentId,
        surveyId: survey.body.id,
        surveyVersion: 1,
        how: 'external',
        language: 'en',
        askedAt: door.clock.now(),
      } as never)
      .execute();
  }
  const results = `/api/surveys/${survey.body.id}/results`;
  expect((await nora.ask('GET', results)).body.total.asked).toBe(1);
  expect((await lena.ask('GET', results)).body.total.asked).toBe(2);
  expect((await nora.ask('GET', `${results}?department=${south}`)).status).toBe(404);
});

test('the audit log holds what was done to the unit’s departments, people and conversations (N22)', async () => {
  await admin.ask('PATCH', `/api/departments/${north}`, { color: 2 });
  await admin.ask('PATCH', `/api/departments/${south}`, { color: 2 });
  await admin.ask('PATCH', `/api/users/${nils.id}`, { nickname: 'N' });
  await admin.ask('PATCH', `/api/users/${sara.id}`, { nickname: 'S' });
  await admin.ask('POST', '/api/tags', { name: `Tag ${made}` });
  await nils.ask('POST', `/api/conversations/${here.id}/take`);
  await sara.ask('POST', `/api/conversations/${there.id}/take`);
  for (const { id } of [here, there]) await lena.ask('POST', `/api/conversations/${id}/join`, {});
  const { items } = (await nora.ask('GET', '/api/audit?limit=200')).body;
  const subjects = new Set(items.map((entry: { subject: { id: string } }) => entry.subject?.id));
  expect(subjects).toEqual(new Set([north, nils.id, here.id]));
  expect(idsOf((await nora.ask('GET', `/api/audit?subject=${south}`)).body)).toEqual([]);
  expect(idsOf((await lena.ask('GET', `/api/audit?subject=${south}`)).body)).toHaveLength(1);
});

test('they set who works in the unit and how much, and nothing else of anybody (N22, N4)', async () => {
  const users = (await nora.ask('GET', '/api/users')).body;
  expect(idsOf(users)).toEqual([nils.id]);
  const patch = (person: DeskPerson, body: object) => nora.ask('PATCH', `/api/users/${person.id}`, body);
  expect((await patch(nils, { capacityUnits: 60 })).body.capacityUnits).toBe(60);
  expect((await patch(sara, { capacityUnits: 60 })).status).toBe(404);
  for (const body of [
    { role: 'administrator' },
    { password: 'a long new password' },
    { name: 'X' },
    { disabled: true },
  ]) {
    expect([body, (await patch(nils, body)).status]).toEqual([body, 403]);
  }
  expect((await patch(nils, { departmentIds: [north, south] })).status).toBe(403);
  const set = (id: string, body: object) => nora.ask('PATCH', `/api/departments/${id}`, body);
  expect((await set(north, { memberIds: [nils.id, sara.id] })).body.memberIds).toEqual([nils.id, sara.id]);
  expect((await set(south, { memberIds: [] })).status).toBe(404);
  expect((await set(north, { name: 'Mine' })).status).toBe(403);
  // One who works in the unit and elsewhere is taken out of the unit alone.
  expect((await patch(sara, { departmentIds: [] })).status).toBe(403);
  expect((await patch(sara, { departmentIds: [south] })).status).toBe(200);
  expect((await nora.ask('POST', `/api/users/${nils.id}/reset-presence`)).status).toBe(204);
  expect((await nora.ask('POST', `/api/users/${sara.id}/reset-presence`)).status).toBe(404);
  // A supervisor of the whole desk does so for every agent, and for nobody who leads.
  expect((await lena.ask('PATCH', `/api/users/${sara.id}`, { capacityUnits: 40 })).status).toBe(200);
  expect((await lena.ask('PATCH', `/api/users/${nora.id}`, { capacityUnits: 40 })).status).toBe(403);
  expect((await lena.ask('PATCH', `/api/users/${admin.id}`, { departmentIds: [north] })).status).toBe(403);
});

test('bans of other people are not in their list and not theirs to lift (N22)', async () => {
  await nils.ask('POST', `/api/conversations/${here.id}/ban`, { length: 'day', note: '' });
  await sara.ask('POST', `/api/conversations/${there.id}/ban`, { length: 'day', note: '' });
  const all = (await lena.ask('GET', '/api/bans?limit=100')).body.items as {
    id: string;
    conversation: { id: string };
  }[];
  const of = (place: Place) => all.find((ban) => ban.conversation.id === place.id)?.id ?? '';
  expect(idsOf((await nora.ask('GET', '/api/bans')).body)).toEqual([of(here)]);
  expect((await nora.ask('DELETE', `/api/bans/${of(there)}`)).status).toBe(404);
  expect((await nora.ask('DELETE', `/api/bans/${of(here)}`)).status).toBe(204);
});

test('what if tries rules on the unit’s conversations alone, and what holds for all is not theirs to write (N22)', async () => {
  const [stream] = (await nora.ask('GET', '/api/work-streams')).body.items;
  expect(idsOf({ items: stream.pages })).not.toContain(there.pageId);
  // How much there is elsewhere is not told by a count either.
  const counts = async (who: DeskPerson) => [
    (await who.ask('GET', `/api/work-streams/${stream.id}`)).body.liveCount,
    (await who.ask('GET', `/api/work-streams/${stream.id}/rules`)).body.queued,
  ];
  expect(await counts(nora)).toEqual([1, 1]);
  expect((await counts(lena))[0]).toBeGreaterThan(1);
  const asked = { rules: [], fallbackDepartmentId: null, last: 500 };
  const answer = await nora.ask('POST', `/api/work-streams/${stream.id}/what-if`, asked);
  expect(answer.status).toBe(200);
  expect(answer.body.samples.map((each: { id: string }) => each.id)).toEqual([here.id]);
  const one = { ...asked, conversationId: there.id };
  expect((await nora.ask('POST', `/api/work-streams/${stream.id}/what-if`, one)).status).toBe(404);
  const macro = { name: `M ${made}`, takes: false, tagIds: [], note: '', finally: null };
  expect((await nora.ask('POST', '/api/macros', macro)).status).toBe(403);
  const reply = (scope: string, departmentId: string | null) =>
    nora.ask('POST', '/api/saved-replies', {
      title: `R ${made}`,
      shortcut: null,
      scope,
      departmentId,
      variants: [{ language: 'en', text: 'Hi', quickReplies: [], template: null }],
      keepFiles: [],
      uploads: [],
    });
  expect((await reply('everyone', null)).status).toBe(403);
  expect((await reply('department', south)).status).toBe(400);
  expect((await reply('department', north)).status).toBe(201);
});

test('alerts of a department are told to who leads it (N22)', async () => {
  const clients = [live.listen(nora), live.listen(lena)] as const;
  await Promise.all(clients.map((client) => client.hello()));
  const raise = (departmentId: string) =>
    change(door, async (story) => {
      const id = door.newId();
      const alert = {
        id,
        kind: 'nobody-there',
        subjectId: departmentId,
        departmentId,
        promise: null,
      } as const;
      await insertAlert(story.tx, { ...alert, at: door.clock.now() });
      story.announce({ kind: 'alert.raised', subjectId: id });
    });
  const waitingSince = new Date(door.clock.now().getTime() - 56 * 60_000);
  const place = await facts.page(north);
  await facts.conversation(place, { waitingSince });
  await raise(south);
  await raise(north);
  const heard = (client: (typeof clients)[number], departmentId: string) =>
    client.events.find(
      (event) =>
        event.kind === 'alert.raised' &&
        'department' in event.need &&
        event.need.department.id === departmentId,
    );
  await Promise.all(clients.map((client) => client.until(() => heard(client, north))));
  // How long they wait counts from their words, not from the alert.
  expect(heard(clients[0], north)).toMatchObject({ need: { since: waitingSince.toISOString() } });
  expect(heard(clients[0], south)).toBeUndefined();
  expect(heard(clients[1], south)).toBeDefined();
});

test('who is set for no unit any more leads the whole desk: that is said before a unit is deleted (N22)', async () => {
  await lena.ask('POST', `/api/conversations/${here.id}/assign`, { userId: nora.id });
  const refused = await admin.ask('DELETE', `/api/units/${unit}`);
  expect([refused.status, refused.body.error.data]).toEqual([409, { supervisors: [nora.name] }]);
  // The unit gets other departments: what she had in hand goes back.
  const changed = await admin.ask('PATCH', `/api/units/${unit}`, { departmentIds: [south] });
  expect(changed.body).toMatchObject({ departmentIds: [south], supervisorIds: [nora.id] });
  expect(await list(nora)).toEqual([there.id]);
  expect((await lena.ask('GET', `/api/conversations/${here.id}`)).body).toMatchObject({
    assignee: null,
    status: 'open',
  });
  expect((await admin.ask('DELETE', `/api/units/${unit}?release=true`)).status).toBe(204);
  expect(await list(nora)).toEqual(expect.arrayContaining([here.id, there.id]));
});

test('units are set by administrators, with one name each, for supervisors alone (N22)', async () => {
  const add = (body: object) => admin.ask('POST', '/api/units', body);
  expect((await add({ name: `the NORTH ${made}` })).body.error.data).toEqual({ field: 'name' });
  expect((await add({ name: 'X', supervisorIds: [nils.id] })).body.error.data).toEqual({
    field: 'supervisorIds',
  });
  expect((await add({ name: 'X', departmentIds: [door.newId()] })).body.error.data).toEqual({
    field: 'departmentIds',
  });
  const patch = (person: DeskPerson, body: object) => admin.ask('PATCH', `/api/users/${person.id}`, body);
  expect((await patch(nils, { unitIds: [unit] })).body.error.data).toEqual({ field: 'unitIds' });
  expect((await patch(nora, { unitIds: [door.newId()] })).body.error.data).toEqual({ field: 'unitIds' });
  expect((await patch(nora, { unitIds: [] })).body.unitIds).toEqual([]);
  expect((await patch(nora, { unitIds: [unit] })).body.unitIds).toEqual([unit]);
  // Another role is set for no unit.
  expect((await patch(nora, { role: 'agent' })).body.unitIds).toEqual([]);
  expect((await admin.ask('GET', '/api/units')).body.items).toContainEqual(
    expect.objectContaining({ id: unit, supervisorIds: [] }),
  );
  // A supervisor that was set for none before leads everything, as ever.
  expect((await lena.ask('GET', '/api/me')).body).toMatchObject({
    user: { standing: 'supervisor' },
    units: [],
  });
});
