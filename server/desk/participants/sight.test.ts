import { beforeAll, expect, test } from 'vitest';
import { listParticipants } from '../../store/participants.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';
import { useLiveDoor } from '../../testing/live-door.ts';
import { change } from '../context.ts';
import { bringIn, letGo } from './bring-in.ts';

const door = useDeskDoor();
const live = useLiveDoor(door);
const facts = deskFacts(door);
let orders: string;
let page: string;
let ada: DeskPerson;
/** Works in another department. */
let sam: DeskPerson;

beforeAll(async () => {
  orders = await door.department('Orders');
  page = await facts.page(orders);
  ada = await door.person('agent', [orders], 'Ada');
  sam = await door.person('agent', [await door.department('Billing')], 'Sam');
});

const place = (id: string) => ({ id, departmentId: orders });
const samComes = (id: string) =>
  change(door, (story) =>
    bringIn(door, story, place(id), { userId: sam.id, kind: 'mentioned', mode: 'internal', askedBy: ada.id }),
  );
const samGoes = (id: string) =>
  change(door, async (story) => letGo(door, story, place(id), await listParticipants(story.tx, id)));
const served = async () => {
  const { id } = await facts.conversation(page, { status: 'active', assigneeId: ada.id, unreadCount: 1 });
  return id;
};
const listed = async (who: DeskPerson, search: string) => {
  const { body } = await who.ask('GET', `/api/conversations?${search}`);
  return { ids: body.items.map((row: { id: string }) => row.id), counters: body.counters };
};

test('who takes part in a conversation of another department sees that one and no other, and no more when it is over (N7)', async () => {
  const [id, other] = [await served(), await served()];
  expect((await sam.ask('GET', `/api/conversations/${id}`)).status).toBe(404);
  await samComes(id);
  await samComes(id);

  const opened = await sam.ask('GET', `/api/conversations/${id}`);
  expect(opened.body.participants).toEqual([
    { user: { id: sam.id, name: 'Sam' }, kind: 'mentioned', mode: 'internal' },
  ]);
  expect(Object.entries(opened.body.may).filter(([, may]) => may)).toEqual([['note', true]]);
  expect((await sam.ask('GET', `/api/conversations/${id}/messages`)).status).toBe(200);
  for (const view of ['mine', 'all']) {
    const { ids, counters } = await listed(sam, `view=${view}`);
    expect(ids).toEqual([id]);
    expect(counters).toMatchObject({ mine: 1, all: 1, mineUnread: 1, unassigned: 0 });
  }
  expect((await listed(sam, `view=all&department=${orders}&sort=waiting`)).ids).toEqual([id]);
  expect((await listed(sam, 'view=unassigned')).ids).toEqual([]);
  expect((await sam.ask('GET', `/api/conversations/${other}`)).status).toBe(404);

  await samGoes(id);
  expect((await sam.ask('GET', `/api/conversations/${id}`)).status).toBe(404);
  expect((await listed(sam, 'view=all')).ids).toEqual([]);
  expect((await ada.ask('GET', `/api/conversations/${id}`)).body.participants).toBeUndefined();
});

test('who takes part writes notes, and does nothing else with the conversation (N7)', async () => {
  const id = await served();
  await samComes(id);
  const write = (kind: string) =>
    sam.ask('POST', `/api/conversations/${id}/messages`, { clientId: crypto.randomUUID(), kind, text: 'Hm' });
  expect((await write('note')).status).toBe(201);
  expect((await write('reply')).status).toBe(403);
  for (const [act, body] of [
    ['end', {}],
    ['transfer', { userId: sam.id }],
    ['assign', { userId: sam.id }],
    ['take', undefined],
    ['park', undefined],
  ] as const) {
    const answer = await sam.ask('POST', `/api/conversations/${id}/${act}`, body);
    expect([act, answer.status]).toEqual([act, 403]);
  }
});

test('who takes part hears of it live from the moment they come until it is over (N7)', async () => {
  const id = await served();
  const desk = live.listen(sam);
  await desk.hello();
  await samComes(id);
  await desk.until(({ events }) => events.find((event) => event.kind === 'me.changed'));
  const note = { clientId: crypto.randomUUID(), kind: 'note', text: 'What do you think?' };
  await ada.ask('POST', `/api/conversations/${id}/messages`, note);
  await desk.until(({ events }) =>
    events.find((event) => event.kind === 'message.added' && event.message.text === note.text),
  );
  await samGoes(id);
  await desk.until(({ events }) => events.filter((event) => event.kind === 'me.changed').length === 2);
  const before = desk.events.length;
  await ada.ask('POST', `/api/conversations/${id}/messages`, { ...note, clientId: crypto.randomUUID() });
  // What Sam hears next comes behind it.
  await sam.ask('PATCH', '/api/me/presence', { choice: 'busy' });
  await desk.until(({ events }) => events.slice(before).find((event) => event.kind === 'colleague.changed'));
  expect(desk.events.slice(before).map((event) => event.kind)).not.toContain('message.added');
});
