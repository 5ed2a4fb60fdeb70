import { beforeAll, expect, test } from 'vitest';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';
import { insertSurveyRequest, noteSurveyRequest } from '../../store/survey-requests.ts';
import { insertSurvey } from '../../store/surveys.ts';
import { closeDesk, keepDesks } from '../../desk/presence/desks.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
let lead: DeskPerson;
let ada: DeskPerson;
let ben: DeskPerson;
let orders: string;
let billing: string;
let page: string;

const ground = () => ({ db: door.db, clock: door.clock, bell: door.bell });
const minute = 60_000;
const deskOf = new Map<string, string>();

/** Opens a desk of theirs. */
async function comesIn(person: DeskPerson, presence = 'available') {
  await person.ask('PATCH', '/api/me/presence', { choice: presence });
  const processId = door.newId();
  const now = door.clock.now();
  await door.db
    .insertInto('process')
    .values({ id: processId, startedAt: now, seenAt: now, runsWorker: false })
    .execute();
  const id = door.newId();
  deskOf.set(person.id, id);
  await keepDesks(ground(), [{ id, processId, userId: person.id, viewing: null, openedAt: now }]);
}
const leaves = (person: DeskPerson) => closeDesk(ground(), deskOf.get(person.id) ?? '');
const floor = async (search = '') => {
  const answer = await lead.ask('GET', `/api/floor${search}`);
  expect(answer.status).toBe(200);
  return answer.body;
};
const departmentOf = (body: { departments: { department: { id: string } }[] }, id: string) =>
  body.departments.find((row) => row.department.id === id);
const agentOf = (body: { agentList: { user: { id: string } }[] }, person: DeskPerson) =>
  body.agentList.find((row) => row.user.id === person.id);

beforeAll(async () => {
  orders = await door.department('Orders');
  billing = await door.department('Billing');
  page = await facts.page(orders);
  lead = await door.person('supervisor', [], 'Lea');
  ada = await door.person('agent', [orders], 'Ada');
  ben = await door.person('agent', [orders, billing], 'Ben');
});

test('the floor tells who waits, since when, who serves, and who is there since when (N10)', async () => {
  await comesIn(ada);
  const cameAt = door.clock.now().toISOString();
  await comesIn(ben, 'away');
  const first = await facts.conversation(page, { waitingSince: door.clock.now(), contactName: 'Elena' });
  const since = door.clock.now().toISOString();
  door.clock.advance(2 * minute);
  await facts.conversation(page, { departmentId: billing, waitingSince: door.clock.now() });
  const served = await facts.conversation(page, { contactName: 'Hugo' });
  await ada.ask('POST', `/api/conversations/${served.id}/take`);
  const body = await floor();
  expect(body).toMatchObject({
    waiting: 2,
    longestSince: since,
    served: 1,
    agentsIn: 1,
    agents: 2,
    away: 1,
    inactive: 0,
    inTimePercent: null,
  });
  expect(departmentOf(body, orders)).toMatchObject({
    waiting: 1,
    longestSince: since,
    served: 1,
    agentsIn: 1,
    agents: 2,
  });
  expect(departmentOf(body, billing)).toMatchObject({ waiting: 1, served: 0, agentsIn: 0, agents: 1 });
  expect(agentOf(body, ada)).toMatchObject({
    presence: 'available',
    presenceSince: cameAt,
    conversations: 1,
    usedUnits: 20,
    capacityUnits: 100,
    now: { id: served.id, name: 'Hugo' },
  });
  // Three began within the last hour.
  expect(body.hours.at(-1)).toMatchObject({ begun: 3, ended: 0 });
  expect(
    (departmentOf(body, orders) as unknown as { lastHour: number[] }).lastHour.reduce((a, b) => a + b),
  ).toBe(2);

  const inBilling = await floor(`?department=${billing}`);
  expect(inBilling).toMatchObject({ waiting: 1, served: 0, agents: 1 });
  expect(inBilling.departments).toHaveLength(1);
  expect(await floor(`?page=${await facts.page(orders)}`)).toMatchObject({ waiting: 0, served: 0 });
  await lead.ask('POST', `/api/conversations/${first.id}/end`);
});

test('what cannot wait is told: windows that close on somebody who waits, and departments with nobody there (R32, N10)', async () => {
  const hour = 60 * minute;
  const anchor = new Date(door.clock.now().getTime() - 23 * hour - 22 * minute);
  const closing = await facts.conversation(page, {
    contactName: 'Daniel Osei',
    windowAnchorAt: anchor,
    waitingSince: anchor,
  });
  await facts.conversation(page, { windowAnchorAt: anchor });
  let body = await floor();
  expect(body).toMatchObject({ closing: 2, closingUnanswered: 1 });
  expect(body.needs).toContainEqual({
    kind: 'window-closing',
    conversation: { id: closing.id, number: expect.any(Number), name: 'Daniel Osei' },
    department: { id: orders, name: 'Orders', color: 1 },
    until: new Date(anchor.getTime() + 24 * hour).toISOString(),
    waitingSince: anchor.toISOString(),
  });
  const gaps = (from: { needs: { kind: string; department?: { id: string } }[] }) =>
    from.needs.flatMap((need) => (need.kind === 'nobody-there' ? need.department?.id : []));
  expect(gaps(body)).toEqual([billing]);
  await leaves(ada);
  body = await floor();
  expect(gaps(body).toSorted()).toEqual([billing, orders].toSorted());
  expect(agentOf(body, ada)).toMatchObject({
    presence: 'offline',
    presenceSince: door.clock.now().toISOString(),
  });
});

test('how long somebody was there is kept, stretch by stretch, whatever changed it', async () => {
  const cat = await door.person('agent', [orders], 'Cat');
  await comesIn(cat);
  const start = door.clock.now().getTime();
  door.clock.advance(10 * minute);
  await cat.ask('PATCH', '/api/me/presence', { choice: 'busy' });
  door.clock.advance(5 * minute);
  await cat.ask('PATCH', '/api/me/presence', { choice: 'busy' });
  await leaves(cat);
  const spans = await door.db
    .selectFrom('presenceSpan')
    .selectAll()
    .where('userId', '=', cat.id)
    .orderBy('id')
    .execute();
  expect(
    spans.map((span) => [
      span.presence,
      (span.beganAt.getTime() - start) / minute,
      span.endedAt && (span.endedAt.getTime() - start) / minute,
    ]),
  ).toEqual([
    ['offline', 0, 0],
    ['available', 0, 10],
    ['busy', 10, 15],
    ['offline', 15, null],
  ]);
});

test('monitoring a colleague’s conversation is written into the audit log, and nobody in it learns of it (N9)', async () => {
  const { id } = await facts.conversation(page);
  expect((await lead.ask('POST', `/api/conversations/${id}/monitor`)).status).toBe(409);
  await ada.ask('POST', `/api/conversations/${id}/take`);
  expect((await lead.ask('POST', `/api/conversations/${id}/monitor`)).status).toBe(200);
  const admin = await door.person('administrator');
  const log = await admin.ask('GET', `/api/audit?action=conversation.monitored&subject=${id}`);
  expect(log.body.items).toMatchObject([{ actor: { id: lead.id } }]);
  const lines = await ada.ask('GET', `/api/conversations/${id}/messages`);
  expect(lines.body.items.map((each: { activity: { type: string } }) => each.activity.type)).toEqual([
    'taken',
  ]);
});

test('joining is announced in the timeline once, internal unless said otherwise; one’s own is not joined (N9)', async () => {
  const { id } = await facts.conversation(page);
  await ada.ask('POST', `/api/conversations/${id}/take`);
  const joined = await lead.ask('POST', `/api/conversations/${id}/join`, {});
  expect(joined.body).toMatchObject({ status: 'active', assignee: { id: ada.id } });
  expect((await lead.ask('POST', `/api/conversations/${id}/join`, {})).status).toBe(200);
  const lines = await ada.ask('GET', `/api/conversations/${id}/messages`);
  expect(lines.body.items.map((each: { activity: object }) => each.activity).slice(1)).toEqual([
    { type: 'joined', by: 'Lea', mode: 'internal' },
  ]);
  const own = await facts.conversation(page);
  await lead.ask('POST', `/api/conversations/${own.id}/take`);
  expect((await lead.ask('POST', `/api/conversations/${own.id}/join`, {})).status).toBe(409);
  expect(
    (await lead.ask('POST', `/api/conversations/${id}/join`, { mode: 'loud' })).body.error.data.field,
  ).toBe('mode');
});

test('what customers said in the last 24 hours stands on the floor, and who was unhappy, for those who see their department (N34)', async () => {
  expect(await floor()).toMatchObject({ surveys: null });
  const survey = { id: door.newId(), version: 1 };
  const content = { questions: [] } as never;
  const kept = { id: survey.id, name: 'How was it?', content, at: door.clock.now() };
  await door.db.transaction().execute((tx) => insertSurvey(tx, kept));
  const ask = async (
    more: { departmentId?: string; score?: number; of?: number; hoursAgo?: number; how?: 'external' } = {},
  ) => {
    const { departmentId = orders, score, of = 5, hoursAgo = 1 } = more;
    const made = await facts.conversation(page, {
      departmentId,
      status: 'closed',
      contactName: `Scored ${score}`,
    });
    const id = door.newId();
    const asked = { conversationId: made.id, contactId: made.contactId, pageId: page, departmentId };
    const askedAt = new Date(door.clock.now().getTime() - hoursAgo * 60 * minute);
    const how = { survey, how: more.how ?? 'link', language: 'en', agentId: ada.id } as const;
    await door.db.transaction().execute(async (tx) => {
      await insertSurveyRequest(tx, { id, ...asked, ...how, askedAt });
      if (score === undefined) return;
      const answeredAt = door.clock.now();
      await noteSurveyRequest(tx, id, { answeredAt, score: { value: score, outOf: of } });
    });
    door.clock.advance(1_000);
    return made;
  };
  await ask({ score: 1, hoursAgo: 25 });
  // Nobody tells us how somebody else's survey was answered.
  await ask({ how: 'external' });
  const angry = await ask({ score: 2 });
  await ask({ score: 5 });
  await ask();
  const elsewhere = await ask({ departmentId: billing, score: 4, of: 10 });
  const all = (await floor()).surveys;
  expect(all).toMatchObject({ asked: 4, answered: 3, averageOfFive: 3 });
  expect(all.low).toMatchObject([
    { conversation: { id: elsewhere.id, name: 'Scored 4' }, score: { value: 4, outOf: 10 } },
    {
      conversation: { id: angry.id },
      department: { id: orders },
      agent: { id: ada.id },
      score: { value: 2 },
    },
  ]);
  const inOrders = (await floor(`?department=${orders}`)).surveys;
  expect(inOrders).toMatchObject({ asked: 3, answered: 2, averageOfFive: 3.5 });
  expect(inOrders.low).toHaveLength(1);
  // What has gone where it is not looked at is counted, and not named.
  await door.db
    .updateTable('conversation')
    .set({ departmentId: billing })
    .where('id', '=', angry.id)
    .execute();
  const since = (await floor(`?department=${orders}`)).surveys;
  expect(since).toMatchObject({ asked: 3, answered: 2, low: [] });

  const unitLead = await door.person('supervisor', [], 'Uma');
  const admin = await door.person('administrator');
  const unit = await admin.ask('POST', '/api/units', {
    name: 'Money',
    departmentIds: [billing],
    supervisorIds: [unitLead.id],
  });
  expect(unit.status).toBe(201);
  const ofUnit = (await unitLead.ask('GET', '/api/floor')).body.surveys;
  expect(ofUnit).toMatchObject({ asked: 1, answered: 1, averageOfFive: 2 });
  expect(ofUnit.low).toMatchObject([{ conversation: { id: elsewhere.id } }]);
});

test('each person who leads keeps a filter of their own; agents have neither floor nor filter (N9)', async () => {
  const filter = { status: 'open', departmentId: orders, userId: null };
  expect((await lead.ask('GET', '/api/floor/filter')).body).toEqual({
    status: null,
    departmentId: null,
    userId: null,
  });
  expect((await lead.ask('PUT', '/api/floor/filter', filter)).body).toEqual(filter);
  expect((await lead.ask('GET', '/api/floor/filter')).body).toEqual(filter);
  const other = await door.person('supervisor');
  expect((await other.ask('GET', '/api/floor/filter')).body).toMatchObject({ departmentId: null });
  expect(
    (await lead.ask('PUT', '/api/floor/filter', { ...filter, status: 'closed' })).body.error.data.field,
  ).toBe('status');
  for (const path of ['/api/floor', '/api/floor/filter']) {
    expect((await ada.ask('GET', path)).status).toBe(403);
  }
  expect((await lead.ask('GET', '/api/floor?department=here')).body.error.data.field).toBe('department');
});
