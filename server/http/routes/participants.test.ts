import { beforeAll, expect, test } from 'vitest';
import { listParticipants } from '../../store/participants.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';
import { useLiveDoor } from '../../testing/live-door.ts';
import { sayOfAct, type SayOfAct } from '../../desk/automation/say-of-act.ts';
import { change } from '../../desk/context.ts';
import { endRequests } from '../../desk/participants/answer.ts';
import { bringIn, letGo } from '../../desk/participants/bring-in.ts';
import { keepDesks } from '../../desk/presence/desks.ts';
import { readLoads } from '../../store/distribution-people.ts';

const door = useDeskDoor();
const live = useLiveDoor(door);
const facts = deskFacts(door);
let orders: string;
let billing: string;
let page: string;
let ada: DeskPerson;
let lead: DeskPerson;
/** Works in another department. */
let sam: DeskPerson;

beforeAll(async () => {
  orders = await door.department('Orders');
  page = await facts.page(orders);
  ada = await door.person('agent', [orders], 'Ada');
  billing = await door.department('Billing');
  sam = await door.person('agent', [billing], 'Sam');
  lead = await door.person('supervisor', [], 'Lea');
  await sitsDown(ada);
  await sitsDown(sam);
});

/** Opens a desk of theirs. */
async function sitsDown(person: DeskPerson) {
  const processId = door.newId();
  const now = door.clock.now();
  await door.db
    .insertInto('process')
    .values({ id: processId, startedAt: now, seenAt: now, runsWorker: false })
    .execute();
  await keepDesks(door, [{ id: door.newId(), processId, userId: person.id, viewing: null, openedAt: now }]);
}

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
  expect(Object.entries(opened.body.may).filter(([, may]) => may)).toEqual([
    ['note', true],
    ['leave', true],
  ]);
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

const write = (who: DeskPerson, id: string, kind: 'reply' | 'note', text = 'Hm') =>
  who.ask('POST', `/api/conversations/${id}/messages`, { clientId: crypto.randomUUID(), kind, text });
const join = (id: string, body: object = {}) => lead.ask('POST', `/api/conversations/${id}/join`, body);
const consult = (id: string, body: object) => ada.ask('POST', `/api/conversations/${id}/consults`, body);
const requestsOf = async (who: DeskPerson) => (await who.ask('GET', '/api/offers')).body.items;
const answer = async (who: DeskPerson, act: 'accept' | 'reject') => {
  const [request] = await requestsOf(who);
  return who.ask('POST', `/api/offers/${request.id}/${act}`);
};
const lines = async (id: string) => {
  const { body } = await ada.ask('GET', `/api/conversations/${id}/messages`);
  return body.items.flatMap((one: { activity: object | null }) => one.activity ?? []);
};

/** What was left to be said to the customer, said twice as a worker does that died in between. */
async function said(id: string) {
  const jobs = await door.db
    .selectFrom('job')
    .select(['id', 'payload'])
    .where('kind', '=', 'say-of-act')
    .execute();
  for (const job of jobs) {
    const ctx = { ...door, actor: { kind: 'system', name: 'test' } } as const;
    await sayOfAct(ctx, job.payload as SayOfAct);
    await sayOfAct(ctx, job.payload as SayOfAct);
  }
  await door.db.deleteFrom('job').where('kind', '=', 'say-of-act').execute();
  const { body } = await ada.ask('GET', `/api/conversations/${id}/messages`);
  return body.items.flatMap((one: { automation: string | null; text: string }) =>
    one.automation ? one.text : [],
  );
}

const isOn = { isOn: true, byLanguage: {} };

test('who leads joins unseen or in public, each told to the agent at once; the customer is told of the public way alone (N7, N9, T7, T8)', async () => {
  await facts.settings(page, { texts: { colleagueJoined: isOn, agentLeft: isOn } });
  const id = await served();
  const agent = live.listen(ada);
  await agent.hello();
  const joined = await join(id);
  expect(joined.body).toMatchObject({
    assignee: { id: ada.id },
    participants: [{ user: { id: lead.id }, kind: 'joined', mode: 'internal' }],
    may: { note: true, reply: false, leave: true },
  });
  await agent.until(({ events }) =>
    events.find((event) => event.kind === 'conversation.changed' && event.conversation.participants?.length),
  );
  expect((await write(lead, id, 'note')).status).toBe(201);
  expect((await write(lead, id, 'reply')).status).toBe(403);
  expect(await said(id)).toEqual([]);

  expect((await join(id, { mode: 'public' })).body.may.reply).toBe(true);
  expect((await join(id, { mode: 'public' })).status).toBe(200);
  expect((await write(lead, id, 'reply')).status).toBe(201);
  expect(await said(id)).toEqual(['Lea has joined.']);
  expect((await lead.ask('POST', `/api/conversations/${id}/leave`)).status).toBe(204);
  expect((await lead.ask('POST', `/api/conversations/${id}/leave`)).status).toBe(204);
  expect(await said(id)).toEqual(['Lea has joined.', 'Lea has left.']);
  expect(await lines(id)).toEqual([
    { type: 'joined', by: 'Lea', mode: 'internal' },
    { type: 'joined', by: 'Lea', mode: 'public' },
    { type: 'left', by: 'Lea' },
  ]);
  expect((await ada.ask('GET', `/api/conversations/${id}`)).body.participants).toBeUndefined();
  await facts.settings(page, {});
});

test('only who takes part writes to the customer: who leads comes in by writing, another agent does not write (K30)', async () => {
  const id = await served();
  const ben = await door.person('agent', [orders], 'Ben');
  expect((await write(ben, id, 'reply')).status).toBe(403);
  expect((await ben.ask('POST', `/api/conversations/${id}/join`, {})).status).toBe(403);
  const both = await Promise.all([write(ada, id, 'reply', 'one'), write(lead, id, 'reply', 'two')]);
  expect(both.map(({ status }) => status)).toEqual([201, 201]);
  const { body } = await ada.ask('GET', `/api/conversations/${id}`);
  expect(body.participants).toMatchObject([{ user: { id: lead.id }, kind: 'joined', mode: 'public' }]);
  const jobs = await door.db.selectFrom('job').select('key').where('kind', '=', 'deliver-message').execute();
  // One after the other: both wait in the customer's own line.
  expect(jobs.filter(({ key }) => key === body.contact.id)).toHaveLength(2);
  const admin = await door.person('administrator');
  const log = await admin.ask('GET', `/api/audit?action=conversation.joined&subject=${id}`);
  expect(log.body.items).toMatchObject([{ actor: { id: lead.id }, detail: { mode: 'public' } }]);
});

test('who leads comes in by sending a colleague’s failed message again, and not by a mere reaction (K30)', async () => {
  const chat = await facts.conversation(page, { status: 'active', assigneeId: ada.id });
  const messageId = await facts.message(chat, { direction: 'out', authorId: ada.id });
  const failure = { code: 'x', message: 'Not sent.', advice: '', mayRetry: true };
  await door.db
    .updateTable('message')
    .set({ status: 'failed', mid: null, failure: JSON.stringify(failure) })
    .where('id', '=', messageId)
    .execute();
  const word = await facts.message(chat, { text: 'Hello?' });
  expect((await lead.ask('POST', `/api/messages/${word}/reaction`, { emoji: '👍' })).status).toBeLessThan(
    300,
  );
  const there = async () => (await ada.ask('GET', `/api/conversations/${chat.id}`)).body.participants ?? [];
  expect(await there()).toEqual([]);
  expect((await lead.ask('POST', `/api/messages/${messageId}/retry`, {})).status).toBeLessThan(300);
  expect(await there()).toMatchObject([{ user: { id: lead.id }, kind: 'joined', mode: 'public' }]);
});

test('a colleague of another department is asked for advice, sees the conversation while it lasts, and nothing of theirs is taken by it (N7, T12, T13)', async () => {
  const id = await served();
  expect((await sam.ask('POST', `/api/conversations/${id}/consults`, { userId: sam.id })).status).toBe(404);
  const asked = await consult(id, { userId: sam.id, note: 'Is this refund right?' });
  expect(asked.body).toMatchObject({ asked: [{ user: { id: sam.id } }], may: { consult: true } });
  expect((await consult(id, { userId: sam.id })).status).toBe(409);
  expect((await sam.ask('GET', `/api/conversations/${id}`)).status).toBe(404);
  expect(await requestsOf(sam)).toMatchObject([
    {
      conversation: { id },
      from: { id: ada.id },
      consult: 'internal',
      canReject: true,
      missedMakesInactive: false,
    },
  ]);
  expect(await readLoads(door.db, [sam.id])).toEqual([]);

  const came = await answer(sam, 'accept');
  expect(came.body).toMatchObject({
    id,
    assignee: { id: ada.id },
    may: { note: true, reply: false, leave: true },
  });
  expect(await requestsOf(sam)).toEqual([]);
  expect(await readLoads(door.db, [sam.id])).toEqual([]);
  expect((await ada.ask('GET', `/api/conversations/${id}`)).body).toMatchObject({
    asked: [],
    participants: [{ user: { id: sam.id }, kind: 'consulted', mode: 'internal' }],
  });
  expect((await write(sam, id, 'note', 'It is right.')).status).toBe(201);
  expect((await write(sam, id, 'reply')).status).toBe(403);
  const admin = await door.person('administrator');
  const log = await admin.ask('GET', `/api/audit?action=conversation.advised&subject=${id}`);
  expect(log.body.items).toMatchObject([{ actor: { id: sam.id } }]);

  const end = () => ada.ask('DELETE', `/api/conversations/${id}/consults/${sam.id}`);
  expect([(await end()).status, (await end()).status]).toEqual([204, 204]);
  expect((await sam.ask('GET', `/api/conversations/${id}`)).status).toBe(404);
  expect((await lines(id)).map((line: { type: string }) => line.type)).toEqual([
    'consult-asked',
    'consult-accepted',
    'consult-ended',
  ]);
  // Off as long as nobody switches them on.
  expect(await said(id)).toEqual([]);

  await facts.settings(page, { texts: { consultAccepted: isOn, consultEnded: isOn } });
  await consult(id, { userId: sam.id, mode: 'public' });
  expect((await answer(sam, 'accept')).body.may.reply).toBe(true);
  expect((await write(sam, id, 'reply', 'The refund is on its way.')).status).toBe(201);
  await sam.ask('POST', `/api/conversations/${id}/leave`);
  expect(await said(id)).toEqual(['Sam helps with your question.', 'Sam has answered our question.']);
  await facts.settings(page, {});
});

test('an internal message is never sent to Graph, whoever takes part writes it (N7)', async () => {
  const id = await served();
  await join(id);
  await consult(id, { userId: sam.id });
  await answer(sam, 'accept');
  await door.db.deleteFrom('job').execute();
  for (const who of [ada, lead, sam]) expect((await write(who, id, 'note', 'Between us')).status).toBe(201);
  expect(await door.db.selectFrom('job').select('kind').execute()).toEqual([]);
  const rows = await door.db
    .selectFrom('message')
    .select(['direction', 'status'])
    .where('conversationId', '=', id)
    .where('kind', '=', 'note')
    .execute();
  expect(rows).toEqual(Array.from({ length: 3 }, () => ({ direction: null, status: null })));
});

test('of a department that is asked the first one comes; of two at once one is told that a colleague was quicker (N7)', async () => {
  const id = await served();
  const tom = await door.person('agent', [billing], 'Tom');
  await sitsDown(tom);
  await consult(id, { departmentId: billing });
  expect((await consult(id, { departmentId: billing })).status).toBe(409);
  const both = await Promise.all([answer(sam, 'accept'), answer(tom, 'accept')]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  const { body } = await ada.ask('GET', `/api/conversations/${id}`);
  expect([body.participants.length, body.asked]).toEqual([1, []]);
  expect([...(await requestsOf(sam)), ...(await requestsOf(tom))]).toEqual([]);
});

test('a request that is refused or let go by is told in the timeline, makes nobody inactive, and runs as long as it should (N7, N28)', async () => {
  const id = await served();
  await consult(id, { userId: sam.id });
  expect((await answer(sam, 'reject')).status).toBe(204);
  await consult(id, { userId: sam.id });
  const [request] = await requestsOf(sam);
  const job = await door.db
    .selectFrom('job')
    .select('runAt')
    .where('kind', '=', 'end-requests')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  expect(job.runAt.toISOString()).toBe(request.expiresAt);
  door.clock.advance(59_000);
  const ends = () => endRequests({ ...door, actor: { kind: 'system', name: 'test' } }, id);
  await ends();
  expect(await requestsOf(sam)).toHaveLength(1);
  door.clock.advance(1_000);
  expect((await answer(sam, 'accept')).status).toBe(409);
  await ends();
  await ends();
  expect(await requestsOf(sam)).toEqual([]);
  expect(await lines(id)).toEqual([
    { type: 'consult-asked', by: 'Ada', to: 'Sam' },
    { type: 'consult-declined', by: 'Sam' },
    { type: 'consult-asked', by: 'Ada', to: 'Sam' },
    { type: 'consult-missed', to: 'Sam' },
  ]);
  expect((await sam.ask('GET', '/api/me')).body.user.inactiveSince).toBeNull();
});

test('one click hands the conversation to who advises, and it moves to their department with them (N7, N8)', async () => {
  const id = await served();
  await consult(id, { userId: sam.id });
  await answer(sam, 'accept');
  expect((await ada.ask('POST', `/api/conversations/${id}/transfer`, { userId: sam.id })).status).toBe(204);
  const { body } = await sam.ask('GET', `/api/conversations/${id}`);
  expect(body).toMatchObject({ assignee: { id: sam.id }, department: { id: billing }, may: { end: true } });
  expect(body.participants).toBeUndefined();
});

test('when the agent has the conversation no more, whoever joined or advised is let go, and nobody is asked any more (N7)', async () => {
  for (const act of ['end', 'release', 'park'] as const) {
    const id = await served();
    await join(id);
    await consult(id, { userId: sam.id });
    await answer(sam, 'accept');
    const tom = await door.person('agent', [billing]);
    await sitsDown(tom);
    await consult(id, { userId: tom.id });
    await ada.ask('POST', `/api/conversations/${id}/${act}`, act === 'end' ? {} : undefined);
    expect([act, (await sam.ask('GET', `/api/conversations/${id}`)).status]).toEqual([act, 404]);
    expect(await requestsOf(tom)).toEqual([]);
    expect((await lead.ask('GET', `/api/conversations/${id}`)).body.participants).toBeUndefined();
  }
});

test('ten colleagues advise at most, and who cannot be asked is named (N7)', async () => {
  const id = await served();
  const away = await door.person('agent', [billing], 'Zoe');
  const open = await facts.conversation(page);
  const refused = async (body: object, of = id) => {
    const { status, body: told } = await ada.ask('POST', `/api/conversations/${of}/consults`, body);
    return [status, told.error.data?.field ?? told.error.message];
  };
  expect(await refused({ userId: away.id })).toEqual([409, 'Zoe is not there now.']);
  expect(await refused({ userId: ada.id })).toEqual([400, 'userId']);
  const auditor = await door.person('auditor');
  expect(await refused({ userId: auditor.id })).toEqual([400, 'userId']);
  expect(await refused({ userId: door.newId() })).toEqual([400, 'userId']);
  expect(await refused({ departmentId: door.newId() })).toEqual([400, 'departmentId']);
  expect(await refused({})).toEqual([400, 'userId']);
  expect(await refused({ departmentId: await door.department('Empty') })).toEqual([
    409,
    'Nobody else of Empty is there now.',
  ]);
  expect(await refused({ userId: sam.id }, open.id)).toEqual([409, 'Nobody serves this conversation now.']);
  for (let count = 0; count < 10; count += 1) {
    const one = await door.person('agent', [billing]);
    await sitsDown(one);
    expect((await consult(id, { userId: one.id })).status).toBe(200);
  }
  expect(await refused({ userId: sam.id })).toEqual([
    409,
    '10 colleagues advise already. Let somebody go first.',
  ]);
});

test('how long a colleague advised is told of who advised, where the conversation is, also while it goes on (N10)', async () => {
  const uma = await door.person('agent', [billing], 'Uma');
  const began = door.clock.now().toISOString().slice(0, 10);
  const advise = async (minutes: number) => {
    await sitsDown(uma);
    await sitsDown(ada);
    const id = await served();
    expect((await consult(id, { userId: uma.id })).status).toBe(200);
    // What is not answered yet is no advice.
    door.clock.advance(10_000);
    expect((await answer(uma, 'accept')).status).toBe(200);
    door.clock.advance(minutes * 60_000);
    return id;
  };
  const figures = async (who: DeskPerson, search = '') => {
    const url = `/api/reports?from=${began}&to=${began}${search}`;
    const { rows, totals } = (await who.ask('GET', url)).body;
    const row = rows.find(({ key }: { key: string }) => key === uma.id)?.figures ?? totals;
    return [row.consults, row.consultTime];
  };
  const first = await advise(3);
  expect((await uma.ask('POST', `/api/conversations/${first}/leave`)).status).toBe(204);
  await advise(2);
  const both = [2, 5 * 60_000];
  expect(await figures(lead, '&by=agent')).toEqual(both);
  expect(await figures(uma)).toEqual(both);
  expect(await figures(lead, `&agent=${uma.id}&department=${orders}`)).toEqual(both);
  expect(await figures(lead, `&agent=${uma.id}&department=${billing}`)).toEqual([0, null]);
  expect(await figures(ada)).toEqual([0, null]);
  const { body: table } = await lead.ask(
    'GET',
    `/api/reports/table.csv?from=${began}&to=${began}&agent=${uma.id}`,
  );
  expect(String(table)).toContain(',Consulted,Consult time (s),');
  expect(String(table).trim().split('\r\n').at(-1)).toMatch(/^,Total,.*,2,300,/);
});
