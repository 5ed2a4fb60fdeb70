import { beforeAll, beforeEach, expect, test } from 'vitest';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
const hourMs = 3_600_000;

let sales: string;
let page: string;
let maya: DeskPerson;
let jonas: DeskPerson;
let lead: DeskPerson;

beforeAll(async () => {
  sales = await door.department('Sales');
  maya = await door.person('agent', [sales], 'Maya');
  jonas = await door.person('agent', [sales], 'Jonas');
  lead = await door.person('supervisor', [], 'Lena');
});
beforeEach(async () => {
  page = await facts.page(sales);
});

const mine = () => facts.conversation(page, { status: 'active', assigneeId: maya.id, unreadCount: 2 });
const ban = (who: DeskPerson, id: string, body: unknown = { length: 'day', note: 'Insults' }) =>
  who.ask('POST', `/api/conversations/${id}/ban`, body);
const read = async (id: string) => (await lead.ask('GET', `/api/conversations/${id}`)).body;
const bans = async () => (await lead.ask('GET', '/api/bans')).body.items;
const linesOf = async (id: string) =>
  (await lead.ask('GET', `/api/conversations/${id}/messages`)).body.items.map(
    (line: { activity: unknown; text: string | null }) => line.activity ?? line.text,
  );

test('N30 an agent shuts a customer out with a note: what is open is closed without a word', async () => {
  await facts.settings(page, {
    life: { wrapUpMinutes: 15 },
    texts: { finished: { isOn: true, byLanguage: { en: 'Goodbye' } } },
  });
  const { id } = await mine();
  const until = new Date(door.clock.now().getTime() + 24 * hourMs).toISOString();
  const answer = await ban(maya, id);
  expect(answer.body).toMatchObject({
    status: 'closed',
    unreadCount: 0,
    ban: { until, note: 'Insults', setBy: { id: maya.id } },
    may: { liftBan: false, reopen: false, ban: false },
  });
  expect(await linesOf(id)).toEqual([
    { type: 'banned', by: 'Maya', until },
    { type: 'ended', by: 'Maya' },
  ]);
  expect((await bans())[0]).toMatchObject({
    state: 'on',
    conversation: { id },
    keptCount: 0,
    droppedCount: 0,
    setBy: { name: 'Maya' },
  });
});

test.each([
  ['hour', 1],
  ['day', 24],
  ['week', 7 * 24],
  ['month', 30 * 24],
] as const)(
  'N30 a ban of an %s is over then, by the clock, and not a moment before',
  async (length, hours) => {
    const { id } = await mine();
    await ban(maya, id, { length });
    door.clock.advance(hours * hourMs - 1);
    expect((await read(id)).ban).not.toBeNull();
    door.clock.advance(1);
    expect((await read(id)).ban).toBeNull();
    expect((await bans())[0].state).toBe('over');
    expect((await maya.ask('POST', `/api/conversations/${id}/reopen`)).status).toBe(200);
  },
);

test('N30 a ban without an end holds until who leads lifts it; an agent cannot', async () => {
  const { id } = await mine();
  const { body } = await ban(maya, id, { length: 'ever' });
  expect(body.ban.until).toBeNull();
  door.clock.advance(10_000 * hourMs);
  expect((await maya.ask('POST', `/api/conversations/${id}/reopen`)).body.error.message).toContain(
    'shut out',
  );
  expect((await maya.ask('DELETE', `/api/bans/${body.ban.id}`)).status).toBe(403);
  expect((await maya.ask('GET', '/api/bans')).status).toBe(403);
  expect((await lead.ask('DELETE', `/api/bans/${body.ban.id}`)).status).toBe(204);
  expect((await read(id)).ban).toBeNull();
  expect((await bans())[0]).toMatchObject({ state: 'lifted', liftedBy: { id: lead.id } });
  expect((await lead.ask('DELETE', `/api/bans/${body.ban.id}`)).status).toBe(409);
  expect((await lead.ask('DELETE', `/api/bans/${door.newId()}`)).status).toBe(404);
  expect((await linesOf(id)).at(-1)).toEqual({ type: 'unbanned', by: 'Lena' });
  expect(await facts.heard('bans.changed', body.ban.id)).toBe(2);
});

test('nobody shuts out a colleague’s customer, nor one they may not see, nor the same one twice', async () => {
  const { id } = await mine();
  expect((await ban(jonas, id)).status).toBe(409);
  const stranger = await door.person('agent', [await door.department()]);
  expect((await ban(stranger, id)).status).toBe(404);
  expect((await ban(maya, id, { length: 'year' })).body.error.data.field).toBe('length');
  expect((await ban(maya, id, { length: 'day', note: 'x'.repeat(501) })).body.error.data.field).toBe('note');
  expect((await ban(lead, id)).status).toBe(200);
  expect((await ban(lead, id)).status).toBe(409);
  const nobodys = await facts.conversation(page);
  expect((await ban(jonas, nobodys.id)).status).toBe(200);
});

test('J18 who is known to be one person is shut out as a whole, and both acts are in the audit log', async () => {
  const commenter = await facts.contact(page);
  await door.db.updateTable('contact').set({ identity: 'commenter' }).where('id', '=', commenter).execute();
  const chat = await mine();
  const ticket = await facts.conversation(page, { contactId: commenter, kind: 'comment' });
  await door.db
    .insertInto('contactLikeness')
    .values({
      commenterId: commenter,
      messengerId: chat.contactId,
      isSame: true,
      because: 'said',
      saidBy: maya.id,
      at: door.clock.now(),
    })
    .execute();
  const { body } = await ban(lead, ticket.id, { length: 'week' });
  expect([(await read(chat.id)).status, (await read(ticket.id)).status]).toEqual(['closed', 'closed']);
  expect((await read(chat.id)).ban.id).toBe(body.ban.id);
  await lead.ask('DELETE', `/api/bans/${body.ban.id}`);
  const admin = await door.person('administrator');
  const log = (await admin.ask('GET', `/api/audit?subject=${commenter}`)).body.items;
  expect(log.map((entry: { action: string; detail: unknown }) => [entry.action, entry.detail])).toEqual(
    expect.arrayContaining([['customer.banned', { length: 'week' }]]),
  );
});

test('two who shut the same customer out at once make one ban', async () => {
  const { id, contactId } = await mine();
  const answers = await Promise.all([ban(maya, id), ban(lead, id)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  const rows = await door.db
    .selectFrom('ban')
    .select('contactIds')
    .where('conversationId', '=', id)
    .execute();
  expect(rows.map((row) => row.contactIds)).toEqual([[contactId]]);
});
