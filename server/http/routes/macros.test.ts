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

const make = async (...acts: object[]) =>
  (await lead.ask('POST', '/api/macros', { name: `Macro ${++names}`, acts })).body.id;
const take = { kind: 'take' };
const note = (text: string) => ({ kind: 'note', text });
const solve = { kind: 'status', status: 'solved' };
const puts = () => ({ kind: 'tag', tagIds: [tag] });
const use = (who: DeskPerson, id: string, macro: string) =>
  who.ask('POST', `/api/conversations/${id}/macros/${macro}`);
const read = async (id: string) => (await lead.ask('GET', `/api/conversations/${id}`)).body;
const linesOf = async (id: string) =>
  (await lead.ask('GET', `/api/conversations/${id}/messages`)).body.items.map(
    (line: { activity: { type: string } | null; text: string | null }) => line.activity?.type ?? line.text,
  );

test('N24 a macro takes, tags, leaves a note and solves in one step, in the name of who uses it', async () => {
  const { id } = await facts.conversation(page, { waitingSince: door.clock.now() });
  const macro = await make(take, puts(), note('Sent a new one.'), solve);
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
  const mute = await make(solve);
  expect((await use(lead, id, mute)).body.error.data.missing).toEqual(['tag', 'comment']);
  const whole = await make(puts(), note('Done.'), solve);
  expect((await use(lead, id, whole)).status).toBe(204);
});

test('N24 where one act is refused, nothing is done', async () => {
  const { id } = await facts.conversation(page, { status: 'active', assigneeId: lead.id });
  const macro = await make(puts(), note('x'), { kind: 'snooze', hours: 2 });
  expect((await use(maya, id, macro)).status).toBe(409);
  expect(await read(id)).toMatchObject({ tagIds: [], status: 'active' });
  expect(await linesOf(id)).toEqual([]);
});

test('N24 a macro puts aside for its hours, and hands to another department', async () => {
  const one = await facts.conversation(page, { status: 'active', assigneeId: maya.id });
  await use(maya, one.id, await make({ kind: 'snooze', hours: 2 }));
  const wakesAt = new Date(door.clock.now().getTime() + 2 * 3_600_000).toISOString();
  expect(await read(one.id)).toMatchObject({ status: 'waiting', wakesAt });
  const two = await facts.conversation(page, { status: 'active', assigneeId: maya.id });
  const hand = await make(note('Please look.'), { kind: 'department', departmentId: support });
  expect((await use(maya, two.id, hand)).status).toBe(204);
  expect(await read(two.id)).toMatchObject({ department: { id: support }, assignee: null });
  expect(await linesOf(two.id)).toEqual(['Please look.', 'transferred']);
});

test('those who lead write macros, everybody uses them, and nobody where they may not look', async () => {
  const macro = await make(puts());
  const body = { name: 'Mine', acts: [take] };
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

test('N24 a macro does what it says in its order: a saved reply, the priority, and a person by name', async () => {
  const jonas = await door.person('agent', [sales], 'Jonas');
  const reply = await lead.ask('POST', '/api/saved-replies', {
    ...{ title: `Thanks ${++names}`, shortcut: null, scope: 'everyone', departmentId: null },
    ...{ keepFiles: [], uploads: [] },
    variants: [{ language: 'en', text: 'Thank you, {{contact.name}}.', quickReplies: [], template: null }],
  });
  expect(reply.status).toBe(201);
  const macro = await make(
    { kind: 'reply', savedReplyId: reply.body.id },
    { kind: 'priority', priority: 1 },
    { kind: 'assign', userId: jonas.id },
  );
  const { id } = await facts.conversation(page, { waitingSince: door.clock.now() });
  expect((await use(maya, id, macro)).status).toBe(204);
  expect(await linesOf(id)).toEqual(['taken', 'Thank you, Elena.', 'assigned']);
  expect(await read(id)).toMatchObject({ assignee: { id: jonas.id } });
  const row = await door.db
    .selectFrom('conversation')
    .select('priority')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect(row.priority).toBe(1);
  const before = await facts.conversation(page, { status: 'active', assigneeId: jonas.id });
  expect((await use(maya, before.id, macro)).status).toBeGreaterThanOrEqual(400);
  expect(await linesOf(before.id)).toEqual([]);
});

test('N24 macros stand in the order that those who lead give them', async () => {
  await make(take);
  await make(take);
  const order = async () =>
    (await maya.ask('GET', '/api/macros')).body.items.map((one: { id: string }) => one.id);
  const turned = (await order()).toReversed();
  expect((await lead.ask('PUT', '/api/macros/order', { ids: turned })).status).toBe(200);
  expect(await order()).toEqual(turned);
  expect((await lead.ask('PUT', '/api/macros/order', { ids: turned.slice(1) })).status).toBe(409);
  expect((await maya.ask('PUT', '/api/macros/order', { ids: turned })).status).toBe(403);
  const newest = await make(take);
  expect((await order()).at(-1)).toBe(newest);
});

test('a macro that does nothing, and a name that is taken, are refused by their fields', async () => {
  const save = (body: object) => lead.ask('POST', '/api/macros', body);
  const field = async (body: object) => (await save(body)).body.error.data.field;
  expect(await field({ name: 'Empty', acts: [] })).toBe('acts');
  await save({ name: 'Twice', acts: [take] });
  expect(await field({ name: 'twice', acts: [take] })).toBe('name');
  expect(await field({ name: 'Far', acts: [take, { kind: 'snooze', hours: 0 }] })).toBe('acts.1.hours');
});
