import { beforeAll, expect, test } from 'vitest';
import type { Context } from '../../desk/context.ts';
import { closeOverdue } from '../../desk/conversations/close-overdue.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);

let strict: string;
let page: string;
let tag: string;
let admin: DeskPerson;
let maya: DeskPerson;

beforeAll(async () => {
  admin = await door.person('administrator');
  strict = await door.department('Returns');
  maya = await door.person('agent', [strict], 'Maya');
  page = await facts.page(strict);
  tag = (await admin.ask('POST', '/api/tags', { name: 'Damaged' })).body.id;
  const wants = { needsTag: true, needsComment: true };
  expect((await admin.ask('PATCH', `/api/departments/${strict}`, wants)).body).toMatchObject(wants);
});

const mine = () => facts.conversation(page, { status: 'active', assigneeId: maya.id });
const path = (id: string) => `/api/conversations/${id}`;
const end = (id: string, body?: unknown) => maya.ask('POST', `${path(id)}/end`, body);

test('N16 a department that wants a tag and a comment refuses an end without them, and says what is missing', async () => {
  const { id } = await mine();
  expect((await maya.ask('GET', path(id))).body.ending).toEqual({ needsTag: true, needsComment: true });
  const bare = await end(id);
  expect([bare.status, bare.body.error.data]).toEqual([400, { field: 'tag', missing: ['tag', 'comment'] }]);
  expect(bare.body.error.message).toContain('a tag and a closing comment');
  await maya.ask('PUT', `${path(id)}/tags/${tag}`);
  const mute = await end(id, { comment: '   ' });
  expect([mute.status, mute.body.error.data]).toEqual([400, { field: 'comment', missing: ['comment'] }]);
  const done = await end(id, { comment: 'Sent a new one.' });
  expect(done.body).toMatchObject({ status: 'closed' });
  const { items } = (await maya.ask('GET', `${path(id)}/messages`)).body;
  expect(items.map((one: { kind: string; text: string | null }) => [one.kind, one.text])).toEqual([
    ['note', 'Sent a new one.'],
    ['activity', null],
  ]);
});

test('N16 a refused end leaves nothing behind, and neither does a comment that is too long', async () => {
  const { id } = await mine();
  await end(id, { comment: 'Nearly.' });
  expect((await end(id, { comment: 'x'.repeat(2001) })).body.error.data.field).toBe('comment');
  expect((await maya.ask('GET', `${path(id)}/messages`)).body.items).toEqual([]);
  expect((await maya.ask('GET', path(id))).body.status).toBe('active');
});

test('N16 setting the ticket to solved, and marking a thread as handled, ask the same; spam asks nothing', async () => {
  const { id } = await mine();
  const solved = await maya.ask('PATCH', `${path(id)}/ticket`, { status: 'solved' });
  expect(solved.body.error.data.missing).toEqual(['tag', 'comment']);
  const thread = await facts.conversation(page, { kind: 'comment', assigneeId: maya.id, status: 'active' });
  expect((await maya.ask('POST', `${path(thread.id)}/handled`)).body.error.data.missing).toEqual([
    'tag',
    'comment',
  ]);
  await maya.ask('PUT', `${path(thread.id)}/tags/${tag}`);
  const handled = await maya.ask('POST', `${path(thread.id)}/handled`, { comment: 'Thanked.' });
  expect(handled.body.status).toBe('closed');
  expect((await maya.ask('PATCH', `${path(id)}/ticket`, { status: 'spam' })).body.status).toBe('closed');
});

test('N16 the clock closes what is left alone, whatever the department wants', async () => {
  const lastActivityAt = new Date(door.clock.now().getTime() - 31 * 24 * 3_600_000);
  const { id } = await facts.conversation(page, { status: 'active', assigneeId: maya.id, lastActivityAt });
  const system: Context = { ...door, actor: { kind: 'system', name: 'worker' } };
  await closeOverdue(system);
  expect((await maya.ask('GET', path(id))).body.status).toBe('closed');
});

test('N16 other departments ask nothing, and who has no right to end it learns nothing of what is wanted', async () => {
  const easy = await door.department('Sales');
  const jonas = await door.person('agent', [easy, strict], 'Jonas');
  const free = await facts.conversation(await facts.page(easy), { status: 'active', assigneeId: jonas.id });
  expect((await jonas.ask('POST', `${path(free.id)}/end`)).body.status).toBe('closed');
  const { id } = await mine();
  expect((await jonas.ask('POST', `${path(id)}/end`)).status).toBe(409);
  const stranger = await door.person('agent', [easy]);
  expect((await stranger.ask('POST', `${path(id)}/end`)).status).toBe(404);
});
