import { beforeAll, beforeEach, expect, test } from 'vitest';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);

let sales: string;
let page: string;
let maya: DeskPerson;
let jonas: DeskPerson;
let stranger: DeskPerson;
let lead: DeskPerson;

beforeAll(async () => {
  sales = await door.department('Sales');
  maya = await door.person('agent', [sales], 'Maya');
  jonas = await door.person('agent', [sales], 'Jonas');
  stranger = await door.person('agent', [await door.department('Support')], 'Sam');
  lead = await door.person('supervisor', [], 'Lena');
});
beforeEach(async () => {
  page = await facts.page(sales);
});

const act = (who: DeskPerson, id: string, name: string, body?: unknown) =>
  who.ask('POST', `/api/conversations/${id}/${name}`, body);
const set = (who: DeskPerson, id: string, body: unknown) =>
  who.ask('PATCH', `/api/conversations/${id}/ticket`, body);
const read = async (id: string) => (await lead.ask('GET', `/api/conversations/${id}`)).body;
const statusOf = async (id: string) => (await read(id)).ticket.status;
const write = (who: DeskPerson, id: string, kind: 'reply' | 'note') =>
  act(who, id, 'messages', { clientId: door.newId(), kind, text: 'Words' });
const linesOf = async (id: string) => {
  const { body } = await lead.ask('GET', `/api/conversations/${id}/messages`);
  return body.items.map((line: { activity: unknown; text: string | null }) => line.activity ?? line.text);
};
/** The customer wrote and waits. */
const asked = async (more: object = {}) =>
  facts.conversation(page, { waitingSince: door.clock.now(), ...more });
const customerWrites = (id: string) =>
  door.db.updateTable('conversation').set({ waitingSince: door.clock.now() }).where('id', '=', id).execute();

test('C-T6 the status follows the conversation: new, opened, pending, on hold, solved (N23)', async () => {
  const { id } = await asked();
  expect(await statusOf(id)).toBe('new');
  await act(maya, id, 'take');
  expect(await statusOf(id)).toBe('opened');
  await write(maya, id, 'reply');
  expect(await statusOf(id)).toBe('pending');
  await act(maya, id, 'park');
  expect(await statusOf(id)).toBe('pending');
  await set(maya, id, { status: 'on-hold' });
  expect(await statusOf(id)).toBe('on-hold');
  await act(maya, id, 'resume');
  expect(await statusOf(id)).toBe('pending');
  await act(maya, id, 'end');
  const { ticket } = await read(id);
  expect(ticket).toMatchObject({ status: 'solved', closesAt: expect.any(String) });
  door.clock.advance(72 * 3_600_000 + 1);
  expect(await statusOf(id)).toBe('closed');
});

test.each(['a note', 'a tag', 'an assignee who gave it back'])(
  '%s makes a new ticket opened (N23)',
  async (what) => {
    const { id } = await asked();
    if (what === 'a note') await write(maya, id, 'note');
    if (what === 'a tag') {
      const admin = await door.person('administrator');
      const tag = await admin.ask('POST', '/api/tags', { name: 'Damaged' });
      await maya.ask('PUT', `/api/conversations/${id}/tags/${tag.body.id}`);
    }
    if (what.startsWith('an assignee')) {
      await act(maya, id, 'take');
      await act(maya, id, 'release');
    }
    expect(await statusOf(id)).toBe('opened');
  },
);

test('a status set by hand holds until something derives another, and does not come back by itself (N23)', async () => {
  const { id } = await asked({ status: 'active', assigneeId: maya.id });
  const before = await read(id);
  expect((await set(maya, id, { status: 'pending' })).body).toMatchObject({
    status: 'active',
    ticket: { status: 'pending' },
    version: before.version + 1,
  });
  await write(maya, id, 'note');
  expect(await statusOf(id)).toBe('pending');
  await set(maya, id, { status: 'new' });
  await write(maya, id, 'reply');
  expect(await statusOf(id)).toBe('pending');
  await customerWrites(id);
  expect(await statusOf(id)).toBe('opened');
  expect((await linesOf(id)).filter((line: { type?: string }) => line.type === 'ticket-set')).toEqual([
    { type: 'ticket-set', by: 'Maya', status: 'pending' },
    { type: 'ticket-set', by: 'Maya', status: 'new' },
  ]);
});

test('to set what it is changes nothing', async () => {
  const { id } = await asked({ status: 'active', assigneeId: maya.id });
  const { version } = await read(id);
  expect((await set(maya, id, { status: 'opened' })).body.version).toBe(version);
  expect(await linesOf(id)).toEqual([]);
});

test('on hold parks without an end, and the customer’s word makes it ours again (N23)', async () => {
  const { id } = await asked({ status: 'active', assigneeId: maya.id });
  expect((await set(maya, id, { status: 'on-hold' })).body).toMatchObject({ status: 'waiting' });
  const { dueAt } = await door.db
    .selectFrom('conversation')
    .select('dueAt')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect(dueAt).toBeNull();
  await door.db.updateTable('conversation').set({ status: 'active' }).where('id', '=', id).execute();
  expect(await statusOf(id)).toBe('opened');
  await act(maya, id, 'park');
  expect(await statusOf(id)).toBe('opened');
});

test('solved ends, opened reopens, and closed ends for good', async () => {
  const { id } = await asked({ status: 'active', assigneeId: maya.id });
  expect((await set(maya, id, { status: 'solved' })).body).toMatchObject({ status: 'closed' });
  expect((await set(jonas, id, { status: 'opened' })).status).toBe(409);
  expect((await set(maya, id, { status: 'opened' })).body).toMatchObject({
    status: 'active',
    ticket: { status: 'opened' },
    reopenedCount: 1,
  });
  expect((await set(maya, id, { status: 'closed' })).body).toMatchObject({
    status: 'closed',
    ticket: { status: 'closed', closesAt: null },
  });
});

test('spam is ended at once and without a text (N23)', async () => {
  await facts.settings(page, {
    life: { wrapUpMinutes: 15 },
    texts: { finished: { isOn: true, byLanguage: { en: 'Goodbye' } } },
  });
  const spam = await asked({ status: 'active', assigneeId: maya.id });
  expect((await set(maya, spam.id, { status: 'spam' })).body).toMatchObject({
    status: 'closed',
    ticket: { status: 'spam' },
  });
  expect(await linesOf(spam.id)).toEqual([
    { type: 'ended', by: 'Maya' },
    { type: 'ticket-set', by: 'Maya', status: 'spam' },
  ]);
  const solved = await asked({ status: 'active', assigneeId: maya.id });
  await set(maya, solved.id, { status: 'solved' });
  expect(await linesOf(solved.id)).toContain('Goodbye');
});

test('whose it is sets the status, and those who lead; what one may not see is not there', async () => {
  const { id } = await asked({ status: 'active', assigneeId: maya.id });
  expect((await set(jonas, id, { status: 'pending' })).status).toBe(409);
  expect((await set(stranger, id, { status: 'pending' })).status).toBe(404);
  expect((await set(stranger, id, { subject: 'x' })).status).toBe(404);
  expect((await set(lead, id, { status: 'pending' })).status).toBe(200);
  const nobodys = await asked();
  expect((await set(maya, nobodys.id, { status: 'spam' })).status).toBe(403);
  expect((await set(maya, id, { status: 'done' })).body.error.data.field).toBe('status');
});

test('K35 the subject is the first 80 characters of the first words, until somebody writes one', async () => {
  const conversation = await asked();
  const { id } = conversation;
  expect((await read(id)).ticket.subject).toBeNull();
  const words = `${'Where is my order? '.repeat(6)}`;
  const early = new Date(door.clock.now().getTime() - 60_000);
  await facts.message(conversation, { text: 'later' });
  await facts.message(conversation, { text: words, at: early });
  expect((await read(id)).ticket.subject).toBe(words.slice(0, 80));
  expect((await set(jonas, id, { subject: ' Lost parcel ' })).body.ticket.subject).toBe('Lost parcel');
  expect(await facts.heard('conversation.changed', id)).toBe(1);
  const found = await maya.ask('GET', '/api/conversations?q=st+parc');
  expect(found.body.items.map((row: { id: string }) => row.id)).toEqual([id]);
  expect((await set(maya, id, { subject: '' })).body.ticket.subject).toBe(words.slice(0, 80));
  expect((await set(maya, id, { subject: 'x'.repeat(201) })).body.error.data.field).toBe('subject');
});

test('the list of tickets is narrowed by status, and shows ended ones when asked for them (H2)', async () => {
  await facts.settings(page, { general: { mode: 'ticket' } });
  const ids = async (query: string) =>
    (await maya.ask('GET', `/api/conversations?page=${page}&${query}`)).body.items
      .map((row: { id: string }) => row.id)
      .toSorted();
  const ticket = async (more: object) => {
    const { id } = await asked(more);
    await door.db.updateTable('conversation').set({ mode: 'ticket' }).where('id', '=', id).execute();
    return id;
  };
  const fresh = await ticket({});
  const mine = await ticket({ status: 'active', assigneeId: maya.id });
  const answered = await ticket({ status: 'active', assigneeId: maya.id, waitingSince: null });
  const solved = await ticket({ status: 'active', assigneeId: maya.id });
  const spam = await ticket({ status: 'active', assigneeId: maya.id });
  const old = await ticket({ status: 'closed' });
  const chat = await asked();
  await act(maya, solved, 'end');
  await set(maya, spam, { status: 'spam' });
  await door.db
    .updateTable('conversation')
    .set({ closedAt: new Date(door.clock.now().getTime() - 73 * 3_600_000) })
    .where('id', '=', old)
    .execute();
  expect(await ids('mode=ticket')).toEqual([fresh, mine, answered].toSorted());
  expect(await ids('mode=chat')).toEqual([chat.id]);
  expect(await ids('mode=ticket&ticket=new')).toEqual([fresh]);
  expect(await ids('mode=ticket&ticket=opened')).toEqual([mine]);
  expect(await ids('mode=ticket&ticket=pending')).toEqual([answered]);
  expect(await ids('mode=ticket&ticket=solved')).toEqual([solved]);
  expect(await ids('mode=ticket&ticket=closed')).toEqual([old]);
  expect(await ids('mode=ticket&ticket=spam')).toEqual([spam]);
  expect(await ids(`mode=ticket&ticket=opened&assignee=${jonas.id}`)).toEqual([]);
});

test('of a thread of comments at most one ticket is live: an old one is not reopened beside it', async () => {
  const contactId = await facts.contact(page);
  const threadId = door.newId();
  await door.db
    .insertInto('commentThread')
    .values({
      id: threadId,
      pageId: page,
      rootKey: `comment:${threadId}`,
      postId: null,
      createdAt: door.clock.now(),
    })
    .execute();
  const old = await facts.conversation(page, { contactId, kind: 'comment', status: 'closed' });
  const live = await facts.conversation(page, { contactId, kind: 'comment', status: 'closed' });
  const join = (id: string, more: object) =>
    door.db
      .updateTable('conversation')
      .set({ threadId, ...more })
      .where('id', '=', id)
      .execute();
  await join(old.id, {});
  await join(live.id, { status: 'open', closedAt: null });
  const refused = await set(lead, old.id, { status: 'opened' });
  expect([refused.status, refused.body.error.data.conversationId]).toEqual([409, live.id]);
});

test('tickets that follow one another name each other, to who may see both (K34)', async () => {
  const old = await facts.conversation(page, { status: 'closed' });
  const other = await door.department('Elsewhere');
  const { id } = await facts.conversation(page, { contactId: old.contactId, departmentId: other });
  await door.db.updateTable('conversation').set({ previousId: old.id }).where('id', '=', id).execute();
  expect((await read(old.id)).next).toMatchObject({ id });
  expect((await read(id)).previous).toMatchObject({ id: old.id });
  expect((await maya.ask('GET', `/api/conversations/${old.id}`)).body.next).toBeNull();
});
