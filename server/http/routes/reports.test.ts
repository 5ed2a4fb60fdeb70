import { beforeAll, expect, test } from 'vitest';
import { endConversation } from '../../desk/conversations/end.ts';
import { takeConversation } from '../../desk/conversations/take.ts';
import type { Context } from '../../desk/context.ts';
import { writeMessage } from '../../desk/messages/reply.ts';
import { deskFacts } from '../../testing/desk-facts.ts';
import { useDeskDoor, type DeskPerson } from '../../testing/desk-door.ts';

const door = useDeskDoor();
const facts = deskFacts(door);
let lead: DeskPerson;
let ada: DeskPerson;
let orders: string;
let page: string;
const minute = 60_000;

const as = (person: DeskPerson): Context => ({
  db: door.db,
  clock: door.clock,
  bell: door.bell,
  newId: door.newId,
  actor: { kind: 'user', userId: person.id, name: person.name, role: 'agent', departmentIds: [orders] },
});
const reply = (person: DeskPerson, id: string) =>
  writeMessage(as(person), id, {
    kind: 'reply',
    clientId: door.newId(),
    text: 'Good morning',
    purpose: { kind: 'question' },
    attachments: [],
  } as never);

beforeAll(async () => {
  // A Friday evening in Berlin, an hour before six.
  door.clock.set('2026-11-20T16:00:00Z');
  orders = await door.department('Orders');
  page = await facts.page(orders, { name: '=Shop, "the" one' });
  lead = await door.person('supervisor', [], 'Lea');
  ada = await door.person('agent', [orders], 'Ada');
  const { id } = await facts.conversation(page, { waitingSince: door.clock.now() });
  door.clock.advance(10 * minute);
  await takeConversation(as(ada), id);
  door.clock.advance(2 * minute);
  await reply(ada, id);
  door.clock.advance(8 * minute);
  await endConversation(as(ada), id);
  const friday = await facts.conversation(page, { waitingSince: door.clock.now() });
  // Answered on Monday morning, half an hour after they opened.
  door.clock.set('2026-11-23T08:30:00Z');
  await facts.contact(page);
  await door.db.updateTable('page').set({ humanAgentAllowed: true }).where('id', '=', page).execute();
  await reply(ada, friday.id);
});

const days = 'from=2026-11-20&to=2026-11-23&timeZone=Europe/Berlin';
const read = async (search: string, who = lead) => (await who.ask('GET', `/api/reports?${search}`)).body;

test('a day’s figures: waits, answers, handling and resolution, in the calendar of the zone that was chosen (N10)', async () => {
  const { rows, totals } = await read(days);
  expect(rows.map((row: { key: string }) => row.key)).toEqual([
    '2026-11-20',
    '2026-11-21',
    '2026-11-22',
    '2026-11-23',
  ]);
  expect(rows[0].figures).toMatchObject({
    begun: 2,
    ended: 1,
    taken: 1,
    averageWait: 10 * minute,
    longWaits: 1,
    answered: 1,
    medianFirstAnswer: 12 * minute,
    averageHandling: 10 * minute,
    longHandlings: 1,
    averageResolution: 20 * minute,
    unanswered: 0,
    replies: 1,
  });
  expect(rows[1].figures).toMatchObject({ begun: 0, averageWait: null });
  expect(totals).toMatchObject({ begun: 2, answered: 2, expiredWindows: 1 });
  // In Auckland all of Friday’s was on Saturday.
  const there = await read('from=2026-11-20&to=2026-11-23&timeZone=Pacific/Auckland');
  expect(there.rows.map((row: { figures: { begun: number } }) => row.figures.begun)).toEqual([0, 2, 0, 0]);
});

test('in operating hours the nights and weekends are no wait', async () => {
  const admin = await door.person('administrator');
  const weekly = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '18:00' }));
  const hours = await admin.ask('POST', '/api/operating-hours', {
    name: 'Office',
    timeZone: 'Europe/Berlin',
    weekly,
  });
  await door.db
    .updateTable('department')
    .set({ operatingHoursId: hours.body.id })
    .where('id', '=', orders)
    .execute();
  const monday = (await read(`${days}&openHours=true`)).rows[3].figures;
  // 17:20 to 18:00 on Friday, and 9:00 to 9:30 on Monday.
  expect(monday.medianFirstAnswer).toBe(70 * minute);
  expect((await read(days)).rows[3].figures.medianFirstAnswer).toBeGreaterThan(60 * 60 * minute);
});

test('a page that could not send, and agents who were there, are told with how long', async () => {
  const set = (state: 'expired' | 'connected', stateSince: Date) =>
    door.db.updateTable('page').set({ state, stateSince }).where('id', '=', page).execute();
  await set('expired', new Date('2026-11-21T10:00:00Z'));
  await set('connected', new Date('2026-11-21T13:30:00Z'));
  const byPage = await read(`${days}&by=page`);
  expect(byPage.rows).toMatchObject([{ key: page, figures: { downtime: 210 * minute, begun: 2 } }]);
  expect(byPage.notice).toBeNull();
  const began = new Date('2026-11-23T07:00:00Z');
  await door.db
    .insertInto('presenceSpan')
    .values({
      userId: lead.id,
      presence: 'available',
      beganAt: began,
      endedAt: new Date('2026-11-23T08:00:00Z'),
    })
    .execute();
  const byAgent = await read(`${days}&by=agent`);
  expect(byAgent.rows.map((row: { name: string }) => row.name)).toEqual(['Ada', 'Lea']);
  expect(byAgent.rows[1].figures.available).toBe(60 * minute);
});

test('figures about people come with what they must not be used for (J5)', async () => {
  expect((await read(`${days}&by=agent`)).notice).toMatch(/decide about employment/);
  expect((await read(`${days}&agent=${ada.id}`)).notice).toMatch(/decide about employment/);
  expect((await read(days, ada)).notice).toMatch(/decide about employment/);
  expect((await read(days)).notice).toBeNull();
});

test('as a table for other programs: a row for each part, spans in seconds, and no formula', async () => {
  const answer = await lead.ask('GET', `/api/reports/table.csv?${days}&by=page`);
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(answer.headers['content-disposition']).toBe(
    'attachment; filename="report-page-2026-11-20-2026-11-23.csv"',
  );
  const [head, shop, total] = String(answer.body).split('\r\n');
  expect(head).toMatch(/^Key,Name,Begun,Reopened,Ended,Unanswered,Taken,Average wait \(s\),/);
  expect(shop).toMatch(new RegExp(`^${page},"'=Shop, ""the"" one",2,0,1,0,2,115800,2,`));
  expect(total).toMatch(/^,Total,2,/);
});

test('who asks for what there is not, or for too much, is told which field it is; agents get nobody else’s', async () => {
  const fieldOf = async (search: string) =>
    (await lead.ask('GET', `/api/reports?${search}`)).body.error.data.field;
  expect(await fieldOf('from=2026-02-30&to=2026-03-01')).toBe('from');
  expect(await fieldOf('from=2026-03-02&to=2026-03-01')).toBe('to');
  expect(await fieldOf('from=2024-01-01&to=2026-03-01')).toBe('to');
  expect(await fieldOf('from=2026-01-01&to=2026-03-01&by=hour')).toBe('to');
  expect(await fieldOf('from=2026-03-01&to=2026-03-01&timeZone=Mars/Base')).toBe('timeZone');
  expect(await fieldOf('from=2026-03-01&to=2026-03-01&by=mood')).toBe('by');
  expect((await ada.ask('GET', `/api/reports?${days}&by=agent`)).status).toBe(403);
  expect((await ada.ask('GET', `/api/reports/table.csv?${days}&agent=${lead.id}`)).status).toBe(403);
  expect((await ada.ask('GET', `/api/reports?${days}`)).body.totals).toMatchObject({ replies: 2, ended: 1 });
});

test('requests that were let go by or refused are counted by who did it (N10)', async () => {
  const { id } = await facts.conversation(page);
  const offeredAt = door.clock.now();
  for (const state of ['missed', 'missed', 'rejected', 'accepted', 'withdrawn'] as const) {
    await door.db
      .insertInto('offer')
      .values({
        id: door.newId(),
        conversationId: id,
        userId: ada.id,
        units: 20,
        offeredAt,
        expiresAt: offeredAt,
        state,
        endedAt: offeredAt,
      })
      .execute();
  }
  const { rows, totals } = await read(`${days}&by=agent`);
  const ofAda = rows.find((row: { key: string }) => row.key === ada.id);
  expect(ofAda.figures).toMatchObject({ missedRequests: 2, rejectedRequests: 1 });
  expect(totals).toMatchObject({ missedRequests: 2, rejectedRequests: 1 });
});

test('a chat that ended unanswered after the delay is missed: counted, and listed to whoever may see it (N26)', async () => {
  door.clock.set('2026-12-01T09:00:00Z');
  const away = await door.department('Away');
  const quiet = await facts.page(away, { name: 'Quiet' });
  const stranger = await door.person('agent', [orders], 'Oda');
  const member = await door.person('agent', [away], 'Mia');
  const ended = async (afterMs: number, isAnswered = false) => {
    const conversation = await facts.conversation(quiet, { waitingSince: door.clock.now() });
    await facts.message(conversation);
    if (isAnswered) {
      await member.ask('POST', `/api/conversations/${conversation.id}/take`);
      const body = { clientId: door.newId(), kind: 'reply', text: 'Good morning' };
      const sent = await member.ask('POST', `/api/conversations/${conversation.id}/messages`, body);
      expect(sent.status).toBeLessThan(300);
    }
    door.clock.advance(afterMs);
    expect((await lead.ask('POST', `/api/conversations/${conversation.id}/end`)).status).toBe(200);
    await lead.ask('POST', `/api/conversations/${conversation.id}/close`);
    return conversation.id;
  };
  const long = await ended(5 * minute);
  await ended(5 * minute, true);
  await ended(minute);
  const day = `from=2026-12-01&to=2026-12-01&department=${away}`;
  const listed = ({ missed }: { missed: { conversation: { id: string } }[] }) =>
    missed.map(({ conversation }) => conversation.id);
  const report = await read(day);
  expect([report.totals.missed, report.totals.unanswered, listed(report)]).toEqual([1, 2, [long]]);
  expect((await read(`${day}&missedAfter=0`)).totals.missed).toBe(2);
  expect((await read(`${day}&missedAfter=5`)).totals.missed).toBe(0);
  // Who reads figures alone is told how many, and of nobody.
  const auditor = await door.person('auditor', [], 'Iris');
  const figures = await read(day, auditor);
  expect([figures.totals.missed, figures.missed]).toEqual([1, []]);
  // Nor is who leads a unit, once it has gone to a department outside of it.
  const unitLead = await door.person('supervisor');
  const admin = await door.person('administrator');
  const unit = { name: 'Away', departmentIds: [away], supervisorIds: [unitLead.id] };
  expect((await admin.ask('POST', '/api/units', unit)).status).toBe(201);
  expect(listed(await read(day, unitLead))).toEqual([long]);
  await door.db.updateTable('conversation').set({ departmentId: orders }).where('id', '=', long).execute();
  const after = await read(day, unitLead);
  expect([after.totals.missed, after.missed]).toEqual([1, []]);
  // Agents see their own: of what was missed nobody is the agent.
  expect((await read('from=2026-12-01&to=2026-12-01', stranger)).missed).toEqual([]);
  const wrong = await lead.ask('GET', `/api/reports?${day}&missedAfter=-1`);
  expect(wrong.body.error.data.field).toBe('missedAfter');
});

test('who was told that nobody is there or comes, or that the house is closed, was dissuaded; what is wrapped up is not finished (N32)', async () => {
  const own = await facts.page(orders, { name: 'Outcomes' });
  await facts.settings(own, { life: { wrapUpMinutes: 30 } });
  const begin = () => facts.conversation(own, { waitingSince: door.clock.now() });
  const told = async (automation: string, status: 'sent' | 'failed') => {
    const place = await begin();
    await facts.message(place, { text: 'Hello?' });
    const id = await facts.message(place, { text: 'Nobody is here.', direction: 'out' });
    const row = { automation, status, authorKind: 'system' } as const;
    await door.db.updateTable('message').set(row).where('id', '=', id).execute();
    door.clock.advance(11_000);
    await lead.ask('POST', `/api/conversations/${place.id}/end`, {});
  };
  for (const automation of [
    'offline',
    'holiday',
    'out-of-hours',
    'not-assigned',
    'not-accepted',
    'overflow',
  ]) {
    await told(automation, 'sent');
  }
  await told('welcome', 'sent');
  await told('offline', 'failed');
  const wrapped = await begin();
  await takeConversation(as(ada), wrapped.id);
  await endConversation(as(ada), wrapped.id);
  const { outcomes } = await read(`from=2026-11-20&to=2026-12-31&timeZone=Europe/Berlin&page=${own}`);
  expect(outcomes).toMatchObject({ dissuaded: 6, abandoned: 2, unfinished: 1 });
});
