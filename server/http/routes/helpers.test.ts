import { beforeAll, beforeEach, expect, test } from 'vitest';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';
import { useLiveDoor } from '../../testing/live-door.ts';

const door = useDeskDoor();
const live = useLiveDoor(door);
const facts = deskFacts(door);
let sales: string;
let support: string;
let admin: DeskPerson;
let lead: DeskPerson;
let maya: DeskPerson;
let sam: DeskPerson;
/** A helper. */
let mira: DeskPerson;
type Place = Awaited<ReturnType<typeof facts.conversation>>;
let place: Place;
let made = 0;

beforeAll(async () => {
  sales = await door.department('Sales');
  support = await door.department('Support');
  admin = await door.person('administrator');
  lead = await door.person('supervisor', [], 'Lena');
  maya = await door.person('agent', [sales], 'Maya');
  sam = await door.person('agent', [support], 'Sam');
});

beforeEach(async () => {
  door.clock.advance(60_000);
  made += 1;
  mira = await door.person('helper', [], `Mira${made} Holm`);
  place = await facts.conversation(await facts.page(sales), { contactName: `Elena ${made}` });
  await facts.message(place, { text: `parcel ${made}` });
});

const at = (more = '') => `/api/conversations/${place.id}${more}`;
const invite = (who: DeskPerson, userId = mira.id) => who.ask('POST', at('/helpers'), { userId });
const write = (who: DeskPerson, kind: string, text = 'Look at the parcel') =>
  who.ask('POST', at('/messages'), { clientId: crypto.randomUUID(), kind, text });
const list = async (who: DeskPerson, search = 'view=all') =>
  (await who.ask('GET', `/api/conversations?${search}`)).body.items.map(({ id }: { id: string }) => id);

test('a helper sees nothing until they are invited, then that one: in the list, the search, its messages and live (N25)', async () => {
  expect(await list(mira)).toEqual([]);
  for (const more of ['', '/messages', '/thread']) {
    expect([more, (await mira.ask('GET', at(more))).status]).toEqual([more, 404]);
  }
  expect((await write(mira, 'note')).status).toBe(404);
  const desk = live.listen(mira);
  await desk.hello();
  const invited = await invite(maya);
  expect(invited.status).toBe(200);
  expect(invited.body.participants).toMatchObject([
    { user: { id: mira.id }, kind: 'invited', mode: 'internal' },
  ]);
  await desk.until(({ events }) => events.find((event) => event.kind === 'me.changed'));
  expect(await list(mira)).toEqual([place.id]);
  expect(await list(mira, `view=all&q=parcel+${made}`)).toEqual([place.id]);
  expect((await mira.ask('GET', '/api/conversations/counters')).body).toMatchObject({
    all: 1,
    unassigned: 1,
    mine: 1,
  });
  expect((await mira.ask('GET', at('/messages'))).body.items).toHaveLength(2);
  const { body } = await mira.ask('GET', at());
  const allowed = Object.entries(body.may).flatMap(([act, isAllowed]) => (isAllowed ? [act] : []));
  expect(allowed.filter((act) => act !== 'leave')).toEqual(['note']);
  // What is said there is heard, what is said elsewhere is not.
  const other = await facts.conversation(place.pageId);
  await maya.ask('POST', `/api/conversations/${other.id}/take`);
  await write(maya, 'note', 'For Mira to read');
  await desk.until(({ events }) =>
    events.find((event) => event.kind === 'message.added' && event.message.text === 'For Mira to read'),
  );
  expect(JSON.stringify(desk.events)).not.toContain(other.id);
});

test('a helper writes notes; a reply to the customer, and everything else, is 403 (N25)', async () => {
  await invite(maya);
  expect((await write(mira, 'note')).status).toBe(201);
  expect((await write(mira, 'reply')).status).toBe(403);
  for (const act of ['take', 'end', 'park', 'release', 'typing', 'follow-up', 'customer', 'ban', 'helpers']) {
    expect([act, (await mira.ask('POST', at(`/${act}`))).status]).toEqual([act, 403]);
  }
  expect((await mira.ask('PATCH', '/api/me/presence', { choice: 'available' })).status).toBe(403);
  expect((await mira.ask('GET', '/api/offers')).status).toBe(403);
  expect((await mira.ask('GET', '/api/saved-replies')).status).toBe(200);
  expect((await mira.ask('POST', '/api/saved-replies', {})).status).toBe(403);
  expect((await mira.ask('GET', '/api/customers')).status).toBe(403);
  // What they look at stays unread for those whose work it is.
  const { id: messageId } = (await mira.ask('GET', at('/messages'))).body.items[0];
  await door.db.updateTable('conversation').set({ unreadCount: 1 }).where('id', '=', place.id).execute();
  expect((await mira.ask('POST', at('/seen'), { messageId })).status).toBe(204);
  expect((await maya.ask('GET', at())).body.unreadCount).toBe(1);
});

test('who mentions a helper in a note brings them in; a helper’s own note brings in nobody (N25)', async () => {
  const second = await door.person('helper', [], `Nils${made} Berg`);
  await write(maya, 'note', `@Mira${made} can you find it?`);
  expect(await list(mira)).toEqual([place.id]);
  expect((await maya.ask('GET', at())).body.participants).toMatchObject([{ kind: 'mentioned' }]);
  await write(mira, 'note', `@Nils${made} knows`);
  expect(await list(second)).toEqual([]);
  // Of another department’s conversation nobody learns by it.
  expect((await write(sam, 'note', `@Nils${made}`)).status).toBe(404);
  expect(await list(second)).toEqual([]);
});

test('a note brings a helper in only where its writer may invite, and by a name that no colleague has too (N25)', async () => {
  const ada = await door.person('agent', [sales], 'Ada');
  await maya.ask('POST', at('/take'));
  expect((await write(ada, 'note', `@Mira${made} look`)).status).toBe(201);
  expect(await list(mira)).toEqual([]);
  await door.person('agent', [sales], `Mira${made} Lind`);
  await write(maya, 'note', `@Mira${made} look`);
  expect(await list(mira)).toEqual([]);
  await write(maya, 'note', `@Mira${made}Holm look`);
  expect(await list(mira)).toEqual([place.id]);
});

test('a helper who became an agent, or was disabled, is let go like the others when it is closed (N25)', async () => {
  const nils = await door.person('helper', [], `Nils${made} Berg`);
  await maya.ask('POST', at('/take'));
  await invite(maya);
  await invite(maya, nils.id);
  await admin.ask('PATCH', `/api/users/${mira.id}`, { role: 'agent' });
  await admin.ask('PATCH', `/api/users/${nils.id}`, { disabled: true });
  expect((await mira.ask('GET', at())).status).toBe(200);
  await maya.ask('POST', at('/end'));
  await admin.ask('PATCH', `/api/users/${nils.id}`, { disabled: false });
  expect([(await mira.ask('GET', at())).status, (await nils.ask('GET', at())).status]).toEqual([404, 404]);
});

test('a helper who is let go sees it no more, also live; so does one whose conversation is closed (N25)', async () => {
  await maya.ask('POST', at('/take'));
  await invite(maya);
  await write(maya, 'note', `@Mira${made}`);
  const desk = live.listen(mira);
  await desk.hello();
  const letGo = await maya.ask('DELETE', at(`/helpers/${mira.id}`));
  expect([letGo.status, letGo.body.participants]).toEqual([200, undefined]);
  await desk.until(({ events }) => events.find((event) => event.kind === 'me.changed'));
  expect((await mira.ask('GET', at())).status).toBe(404);
  expect(await list(mira)).toEqual([]);
  await invite(maya);
  await write(maya, 'note', `@Mira${made}`);
  await maya.ask('POST', at('/park'));
  expect((await mira.ask('GET', at())).status).toBe(200);
  expect((await maya.ask('POST', at('/end'))).body.status).toBe('closed');
  expect((await mira.ask('GET', at())).status).toBe(404);
  await maya.ask('POST', at('/reopen'));
  expect((await mira.ask('GET', at())).status).toBe(404);
  const texts = (await maya.ask('GET', at('/messages'))).body.items.map(
    (one: { activity: { type: string } | null }) => one.activity?.type,
  );
  expect(texts).toEqual(expect.arrayContaining(['invited', 'uninvited']));
});

test('helpers are invited by whose conversation it is, and those who lead; nobody else is a helper (N25)', async () => {
  const ada = await door.person('agent', [sales], 'Ada');
  await maya.ask('POST', at('/take'));
  expect((await invite(ada)).status).toBe(409);
  expect((await invite(sam)).status).toBe(404);
  expect((await invite(maya, ada.id)).body.error.data).toEqual({ field: 'userId' });
  expect((await invite(lead)).status).toBe(200);
  expect((await ada.ask('DELETE', at(`/helpers/${mira.id}`))).status).toBe(409);
  expect((await ada.ask('GET', at())).body.may.invite).toBe(false);
  await maya.ask('POST', at('/end'));
  expect((await invite(maya)).status).toBe(409);
});

test('helpers and auditors belong to no department, and are no one’s assignee (N25)', async () => {
  const patch = (id: string, body: object) => admin.ask('PATCH', `/api/users/${id}`, body);
  expect((await patch(mira.id, { departmentIds: [sales] })).body.error.data).toEqual({
    field: 'departmentIds',
  });
  const members = { memberIds: [mira.id] };
  expect((await admin.ask('PATCH', `/api/departments/${support}`, members)).body.error.data).toEqual({
    field: 'memberIds',
  });
  expect((await lead.ask('POST', at('/assign'), { userId: mira.id })).status).toBe(400);
  // Who becomes a helper loses what they had.
  const ada = await door.person('agent', [sales], `Ada ${made}`);
  await ada.ask('POST', at('/take'));
  expect((await patch(ada.id, { role: 'helper' })).body).toMatchObject({ role: 'helper', departmentIds: [] });
  expect((await maya.ask('GET', at())).body).toMatchObject({ assignee: null, status: 'open' });
  expect((await ada.ask('GET', at())).status).toBe(404);
  const colleague = (await maya.ask('GET', '/api/colleagues')).body.items.find(
    (one: { id: string }) => one.id === ada.id,
  );
  expect(colleague).toMatchObject({ role: 'helper', departmentIds: [], seenDepartmentIds: [] });
  const home = (await admin.ask('GET', '/api/departments')).body.items.find(
    (one: { isDefault: boolean }) => one.isDefault,
  );
  expect(home.memberIds).not.toContain(ada.id);
});

test('an auditor reads every report and the audit log, and no conversation, also not by its id or live (N25)', async () => {
  const iris = await door.person('auditor', [], `Iris ${made}`);
  await maya.ask('POST', at('/take'));
  await lead.ask('POST', at('/join'), {});
  const desk = live.listen(iris);
  await desk.hello();
  const day = door.clock.now().toISOString().slice(0, 10);
  const report = await iris.ask('GET', `/api/reports?from=${day}&to=${day}&timeZone=UTC&by=department`);
  expect(report.body.rows.map((row: { name: string }) => row.name)).toContain('Sales');
  expect((await iris.ask('GET', `/api/reports?from=${day}&to=${day}&timeZone=UTC&by=agent`)).status).toBe(
    200,
  );
  expect((await iris.ask('GET', `/api/audit?subject=${place.id}`)).body.items).not.toEqual([]);
  for (const url of [
    '/api/conversations',
    at(),
    at('/messages'),
    '/api/customers',
    '/api/floor',
    '/api/users',
  ]) {
    expect([url, (await iris.ask('GET', url)).status]).toEqual([url, 403]);
  }
  expect((await iris.ask('GET', `/api/contacts/${place.contactId}/export`)).status).toBe(403);
  await write(maya, 'note', 'A word in between');
  await admin.ask('PATCH', `/api/users/${maya.id}`, { name: 'Maya L' });
  await desk.until(({ events }) => events.find((event) => event.kind === 'colleague.changed'));
  expect(JSON.stringify(desk.events)).not.toContain(place.id);
});

test('who had it reads a conversation for a day after it went to another department, and does nothing with it (K25)', async () => {
  await maya.ask('POST', at('/take'));
  const told = live.listen(maya);
  await told.hello();
  await maya.ask('POST', at('/transfer'), { departmentId: support });
  await told.until(({ events }) => events.find((event) => event.kind === 'me.changed'));
  expect(await list(maya)).toContain(place.id);
  expect(await list(maya, 'view=mine')).not.toContain(place.id);
  const { body } = await maya.ask('GET', at());
  expect(Object.values(body.may)).not.toContain(true);
  expect((await write(maya, 'note')).status).toBe(403);
  expect((await write(maya, 'reply')).status).toBe(403);
  expect((await maya.ask('POST', at('/take'))).status).toBe(403);
  // What happens there is told while it lasts.
  await sam.ask('POST', at('/take'));
  await told.until(({ events }) =>
    events.find(
      (event) => event.kind === 'conversation.changed' && event.conversation.assignee?.id === sam.id,
    ),
  );
  // A colleague who never had it sees nothing.
  const ada = await door.person('agent', [sales], `Ada ${made}`);
  expect((await ada.ask('GET', at())).status).toBe(404);
  door.clock.advance(24 * 3_600_000 + 1);
  expect((await maya.ask('GET', at())).status).toBe(404);
  // No event tells that the day is over: the slow pulse sends an open desk to fetch anew.
  for (let beat = 0; beat < 3; beat += 1) await live.hub.beat();
  await told.until(({ frames }) => frames.find((frame) => frame.type === 'resync'));
  expect(await list(maya)).not.toContain(place.id);
});

test('for how long is set for the desk, and off holds at once (K25)', async () => {
  await maya.ask('POST', at('/take'));
  await maya.ask('POST', at('/transfer'), { departmentId: support });
  const set = (handedOverHours: number) => admin.ask('PATCH', '/api/privacy/policy', { handedOverHours });
  expect((await set(0)).body.handedOverHours).toBe(0);
  expect((await maya.ask('GET', at())).status).toBe(404);
  await set(2);
  expect((await maya.ask('GET', at())).status).toBe(200);
  door.clock.advance(2 * 3_600_000);
  expect((await maya.ask('GET', at())).status).toBe(404);
  expect((await set(200)).body.error.data).toEqual({ field: 'handedOverHours' });
  await set(24);
});
