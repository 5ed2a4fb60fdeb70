import { beforeAll, expect, test } from 'vitest';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
let admin: DeskPerson;
let department: string;
let agent: DeskPerson;
beforeAll(async () => {
  admin = await door.person('administrator');
  department = await door.department();
  agent = await door.person('agent', [department]);
});

const make = async (name: string) => (await admin.ask('POST', '/api/tags', { name, color: 3 })).body;
const chat = async () => (await facts.conversation(await facts.page(department))).id;
const put = (who: DeskPerson, conversation: string, tag: string) =>
  who.ask('PUT', `/api/conversations/${conversation}/tags/${tag}`);

test('a name is taken once, case and accents aside, also by renaming', async () => {
  const made = await make('Reklamation');
  expect(made).toMatchObject({ name: 'Reklamation', color: 3 });
  const twice = await admin.ask('POST', '/api/tags', { name: 'réklamation' });
  expect(twice.body.error.data).toEqual({ field: 'name' });
  const other = await make('Delivery');
  const renamed = await admin.ask('PATCH', `/api/tags/${other.id}`, { name: 'REKLAMATION' });
  expect(renamed.body.error.data).toEqual({ field: 'name' });
  const names = (await agent.ask('GET', '/api/tags')).body.items.map((one: { name: string }) => one.name);
  expect(names).toEqual(['Delivery', 'Reklamation']);
});

test('an agent puts a tag on and takes it off; each twice is once, and is told once', async () => {
  const [id, tag] = [await chat(), await make('Damaged')];
  expect((await put(agent, id, tag.id)).body.tagIds).toEqual([tag.id]);
  const again = await put(agent, id, tag.id);
  expect(again.body.tagIds).toEqual([tag.id]);
  expect(await facts.heard('conversation.changed', id)).toBe(1);
  const list = await agent.ask('GET', '/api/conversations?view=all&limit=200');
  expect(list.body.items.find((one: { id: string }) => one.id === id).tagIds).toEqual([tag.id]);
  const off = await agent.ask('DELETE', `/api/conversations/${id}/tags/${tag.id}`);
  expect([off.body.tagIds, off.body.version]).toEqual([[], again.body.version + 1]);
  await agent.ask('DELETE', `/api/conversations/${id}/tags/${tag.id}`);
  expect(await facts.heard('conversation.changed', id)).toBe(2);
});

test('who may not see a conversation tags nothing there, and an unknown tag is none', async () => {
  const [id, tag] = [await chat(), await make('Stranger')];
  const stranger = await door.person('agent', [await door.department()]);
  expect((await put(stranger, id, tag.id)).status).toBe(404);
  expect((await put(agent, id, door.newId())).status).toBe(404);
});

test('a tag that is removed is on no conversation any more', async () => {
  const [id, tag] = [await chat(), await make('Short-lived')];
  await put(agent, id, tag.id);
  expect((await admin.ask('DELETE', `/api/tags/${tag.id}`)).status).toBe(204);
  expect((await agent.ask('GET', `/api/conversations/${id}`)).body.tagIds).toEqual([]);
  expect((await admin.ask('DELETE', `/api/tags/${tag.id}`)).status).toBe(404);
});

test('R123: a conversation is made a ticket and a chat again', async () => {
  const id = await chat();
  const path = `/api/conversations/${id}`;
  expect((await agent.ask('GET', path)).body.mode).toBe('chat');
  expect((await agent.ask('PATCH', path, { mode: 'ticket' })).body.mode).toBe('ticket');
  await agent.ask('PATCH', path, { mode: 'ticket' });
  expect(await facts.heard('conversation.changed', id)).toBe(1);
  expect((await agent.ask('PATCH', path, { mode: 'chat' })).body.mode).toBe('chat');
  const stranger = await door.person('agent', [await door.department()]);
  expect((await stranger.ask('PATCH', path, { mode: 'ticket' })).status).toBe(404);
});

test('R155: the page’s colour is told with each of its conversations', async () => {
  const page = await facts.page(department);
  await facts.settings(page, { general: { color: 3 } });
  const { id } = await facts.conversation(page);
  expect((await agent.ask('GET', `/api/conversations/${id}`)).body.page.color).toBe(3);
});
