import { beforeAll, expect, test } from 'vitest';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);

let sales: string;
let support: string;
let page: string;
let tag: string;
let maya: DeskPerson;
let lead: DeskPerson;
let names = 0;

beforeAll(async () => {
  sales = await door.department('Sales');
  support = await door.department('Support');
  page = await facts.page(sales);
  maya = await door.person('agent', [sales], 'Maya');
  lead = await door.person('supervisor', [], 'Lena');
  const admin = await door.person('administrator');
  tag = (await admin.ask('POST', '/api/tags', { name: 'Damaged' })).body.id;
});

const nothing = { takes: false, tagIds: [], note: '', finally: null };
const make = async (acts: object) =>
  (await lead.ask('POST', '/api/macros', { name: `Macro ${++names}`, acts: { ...nothing, ...acts } })).body
    .id;
const use = (who: DeskPerson, id: string, macro: string) =>
  who.ask('POST', `/api/conversations/${id}/macros/${macro}`);
const read = async (id: string) => (await lead.ask('GET', `/api/conversations/${id}`)).body;
const linesOf = async (id: string) =>
  (await lead.ask('GET', `/api/conversations/${id}/messages`)).body.items.map(
    (line: { activity: { type: string } | null; text: string | null }) => line.activity?.type ?? line.text,
  );

test('N24 a macro takes, tags, leaves a note and solves in one step, in the name of who uses it', async () => {
  const { id } = await facts.conversation(page, { waitingSince: door.clock.now() });
  const macro = await make({
    takes: true,
    tagIds: [tag],
    note: 'Sent a new one.',
    finally: { kind: 'status', status: 'solved' },
  });
  expect((await use(maya, id, macro)).status).toBe(204);
  expect(await read(id)).toMatchObject({
    status: 'closed',
    assignee: { id: maya.id },
    tagIds: [tag],
    ticket: { status: 'solved' },
  });
  expect(await linesOf(id)).toEqual(['taken', 'Sent a new one.', 'ended']);
});

test('N24 the note of a macro is the closing comment that a department wants', async () => {
  const strict = await door.department('Strict');
  await door.db
    .updateTable('department')
    .set({ needsComment: true, needsTag: true })
    .where('id', '=', strict)
    .execute();
  const there = await facts.page(strict);
  const { id } = await facts.conversation(there, { status: 'active', assigneeId: lead.id });
  const mute = await make({ finally: { kind: 'status', status: 'solved' } });
  expect((await use(lead, id, mute)).body.error.data.missing).toEqual(['tag', 'comment']);
  const whole = await make({ tagIds: [tag], note: 'Done.', finally: { kind: 'status', status: 'solved' } });
  expect((await use(lead, id, whole)).status).toBe(204);
});

test('N24 where one act is refused, nothing is done', async () => {
  const { id } = await facts.conversation(page, { status: 'active', assigneeId: lead.id });
  const macro = await make({ tagIds: [tag], note: 'x', finally: { kind: 'snooze', hours: 2 } });
  expect((await use(maya, id, macro)).status).toBe(409);
  expect(await read(id)).toMatchObject({ tagIds: [], status: 'active' });
  expect(await linesOf(id)).toEqual([]);
});

test('N24 a macro puts aside for its hours, and hands to another department', async () => {
  const one = await facts.conversation(page, { status: 'active', assigneeId: maya.id });
  await use(maya, one.id, await make({ finally: { kind: 'snooze', hours: 2 } }));
  const wakesAt = new Date(door.clock.now().getTime() + 2 * 3_600_000).toISOString();
  expect(await read(one.id)).toMatchObject({ status: 'waiting', wakesAt });
  const two = await facts.conversation(page, { status: 'active', assigneeId: maya.id });
  const hand = await make({ note: 'Please look.', finally: { kind: 'department', departmentId: support } });
  expect((await use(maya, two.id, hand)).status).toBe(204);
  expect(await read(two.id)).toMatchObject({ department: { id: support }, assignee: null });
  expect(await linesOf(two.id)).toEqual(['Please look.', 'transferred']);
});

test('those who lead write macros, everybody uses them, and nobody where they may not look', async () => {
  const macro = await make({ tagIds: [tag] });
  const body = { name: 'Mine', acts: { ...nothing, takes: true } };
  for (const [method, path] of [
    ['POST', ''],
    ['PUT', `/${macro}`],
    ['DELETE', `/${macro}`],
  ] as const) {
    expect((await maya.ask(method, `/api/macros${path}`, body)).status).toBe(403);
  }
  expect((await maya.ask('GET', '/api/macros')).body.items.length).toBeGreaterThan(0);
  const stranger = await door.person('agent', [support]);
  const { id } = await facts.conversation(page);
  expect((await use(stranger, id, macro)).status).toBe(404);
  expect((await use(maya, id, door.newId())).status).toBe(404);
  expect((await lead.ask('PUT', `/api/macros/${door.newId()}`, body)).status).toBe(404);
  expect((await lead.ask('DELETE', `/api/macros/${macro}`)).status).toBe(204);
});

test('a macro that does nothing, and a name that is taken, are refused by their fields', async () => {
  const save = (body: object) => lead.ask('POST', '/api/macros', body);
  const field = async (body: object) => (await save(body)).body.error.data.field;
  expect(await field({ name: 'Empty', acts: nothing })).toBe('acts');
  await save({ name: 'Twice', acts: { ...nothing, takes: true } });
  expect(await field({ name: 'twice', acts: { ...nothing, takes: true } })).toBe('name');
  expect(await field({ name: 'Far', acts: { ...nothing, finally: { kind: 'snooze', hours: 0 } } })).toBe(
    'acts.finally.hours',
  );
});
