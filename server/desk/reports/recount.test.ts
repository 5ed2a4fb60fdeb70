import { beforeAll, expect, test } from 'vitest';
import { readReport as querySchema, type Report, type ReportFigure } from '../../../contract/reports.ts';
import { insertDesks } from '../../store/desk-sockets.ts';
import { recountWaiting } from '../../store/outgoing-messages.ts';
import { beatProcess, removeProcess } from '../../store/processes.ts';
import { moveMessage } from '../../store/sends.ts';
import { at, meta, noonMs, useIntake } from '../../testing/intake.ts';
import type { Actor, Context } from '../context.ts';
import { assignConversation } from '../conversations/assign.ts';
import { endConversation } from '../conversations/end.ts';
import { finishConversation } from '../conversations/finish.ts';
import { parkConversation } from '../conversations/park.ts';
import { reopenConversation } from '../conversations/reopen.ts';
import { takeConversation } from '../conversations/take.ts';
import { transferConversation } from '../conversations/transfer.ts';
import { writeMessage } from '../messages/reply.ts';
import { acceptAdvising } from '../participants/answer.ts';
import { askForAdvice } from '../participants/ask.ts';
import { endAdvice } from '../participants/leave.ts';
import { readReport } from './read-report.ts';

// A month of a desk: customers write, agents take, answer, hand on, ask for advice, park and end, some replies fail, some answers come
// from outside. What was done is written down here, act by act, and counted by hand; the report must say the same.

const intake = useIntake();
type Person = Extract<Actor, { kind: 'user' }>;

const timeZone = 'Europe/Berlin';
const hour = 3_600;
const days = 30;
const steps = 440;
const reopenWithin = 72 * hour;

/** Xorshift: the same month every time. */
let seed = 20_261_126;
const random = () => {
  seed ^= seed << 13;
  seed ^= seed >>> 17;
  seed ^= seed << 5;
  return (seed >>> 0) / 2 ** 32;
};
const oneOf = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;

interface Answer {
  at: number;
  askedAt: number | null;
  by: string | null;
  department: string;
  page: string;
  hasFailed: boolean;
  episode: Episode;
}

interface Episode {
  chat: Chat;
  begunAt: number;
  isReopened: boolean;
  endedAt: number | null;
  department: string;
  assignee: string | null;
  waited: number;
  handled: number;
  customer: number;
  people: number;
}

interface Consult {
  chat: Chat;
  by: Person;
  at: number;
  endedAt: number | null;
}

interface Chat {
  id: string;
  page: string;
  department: string;
  status: 'open' | 'active' | 'waiting' | 'wrapup' | 'closed';
  assignee: string | null;
  since: number;
  waitingSince: number | null;
  lastWordAt: number;
  episode: Episode;
}

/** Everything that was done. */
const record = {
  episodes: [] as Episode[],
  answers: [] as Answer[],
  waits: [] as { at: number; seconds: number; department: string; page: string }[],
  handovers: [] as { at: number; by: string | null; department: string; page: string }[],
  consults: [] as Consult[],
};

const pages: { key: string; id: string; department: string; wrapUp: boolean }[] = [];
const people: Person[] = [];
let lead: Person;
let departments: string[];
const chats = new Map<string, Chat>();
let mids = 0;
let now = 0;

const as = (actor: Actor): Context => ({
  db: intake.db,
  clock: intake.clock,
  bell: intake.bell,
  newId: intake.newId,
  actor,
});

beforeAll(async () => {
  const createdAt = intake.clock.now();
  departments = [intake.newId(), intake.newId()];
  for (const [index, id] of departments.entries()) {
    await intake.db
      .insertInto('department')
      .values({ id, name: `Team ${index}`, color: 1, createdAt })
      .execute();
  }
  for (const [index, departmentId] of departments.entries()) {
    const key = `8800${index}`;
    const id = await intake.page(key);
    const settings = JSON.stringify({ life: { reopenHours: 72, wrapUpMinutes: index === 1 ? 1440 : 0 } });
    await intake.db
      .updateTable('page')
      .set({ departmentId, settings, humanAgentAllowed: true })
      .where('id', '=', id)
      .execute();
    pages.push({ key, id, department: departmentId, wrapUp: index === 1 });
  }
  for (const name of ['Ada', 'Ben', 'Cat', 'Lea']) {
    const userId = intake.newId();
    const role = name === 'Lea' ? 'supervisor' : 'agent';
    await intake.db
      .insertInto('deskUser')
      .values({
        id: userId,
        email: `${name}@desk.example`,
        name,
        passwordHash: 'x',
        role,
        disabledAt: null,
        createdAt,
      })
      .execute();
    for (const departmentId of departments) {
      await intake.db.insertInto('departmentMember').values({ departmentId, userId }).execute();
    }
    const person: Person = { kind: 'user', userId, name, role, departmentIds: departments };
    if (role === 'agent') people.push(person);
    else lead = person;
  }
  for (let step = 0; step < steps; step++) {
    now += 1 + Math.floor(random() * ((2 * days * 24 * hour) / steps));
    intake.clock.set(new Date(at(now)));
    await live();
  }
}, 180_000);

/** One thing that happens. */
async function live(): Promise<void> {
  const customer = Math.floor(random() * 40);
  const chat = chats.get(String(customer));
  if (!chat || chat.status === 'closed' || random() < 0.35) return customerWrites(customer);
  const act = random();
  if (chat.status === 'open') {
    if (act < 0.5) return take(chat, oneOf(people));
    if (act < 0.7) return reply(chat, oneOf(people));
    if (act < 0.8) return outside(customer, chat);
    if (act < 0.9) return toDepartment(chat, lead);
    return end(chat, lead);
  }
  const owner = people.find(({ userId }) => userId === chat.assignee) ?? lead;
  if (chat.status === 'wrapup') return finish(chat, owner);
  if (act < 0.4) return reply(chat, owner);
  if (act < 0.5) return outside(customer, chat);
  if (act < 0.58) return handOn(chat, owner);
  if (act < 0.66) return toDepartment(chat, owner);
  if (act < 0.72) return release(chat, owner);
  if (act < 0.8 && chat.status === 'active') return park(chat, owner);
  if (act < 0.88 && chat.status === 'active') return consult(chat, owner);
  await end(chat, owner);
  if (random() < 0.15 && chats.get(String(customer))?.status === 'closed') await reopen(chat, owner);
}

function move(
  chat: Chat,
  to: { status?: Chat['status']; assignee?: string | null; department?: string },
): void {
  const spent = now - chat.since;
  const { episode } = chat;
  if (chat.status === 'open') episode.waited += spent;
  if (chat.status === 'active' || chat.status === 'wrapup') episode.handled += spent;
  const assignee = to.assignee === undefined ? chat.assignee : to.assignee;
  if (
    chat.status === 'open' &&
    chat.assignee === null &&
    assignee !== null &&
    (to.status ?? 'open') === 'active'
  ) {
    record.waits.push({ at: now, seconds: spent, department: chat.department, page: chat.page });
  }
  const served = (status: Chat['status']) => status === 'active' || status === 'wrapup';
  if (served(chat.status) && !(served(to.status ?? chat.status) && assignee === chat.assignee)) {
    for (const each of underWay(chat)) each.endedAt = now;
  }
  const isElsewhere = to.department !== undefined && to.department !== chat.department;
  if (isElsewhere || (chat.assignee !== null && assignee !== null && assignee !== chat.assignee)) {
    record.handovers.push({ at: now, by: chat.assignee, department: chat.department, page: chat.page });
  }
  Object.assign(chat, to, { since: now });
  Object.assign(episode, { department: chat.department, assignee: chat.assignee });
}

function begin(chat: Omit<Chat, 'episode'>, isReopened: boolean): Episode {
  const episode: Episode = {
    chat: chat as Chat,
    begunAt: now,
    isReopened,
    endedAt: null,
    department: chat.department,
    assignee: chat.assignee,
    waited: 0,
    handled: 0,
    customer: 0,
    people: 0,
  };
  record.episodes.push(episode);
  return episode;
}

async function customerWrites(customer: number): Promise<void> {
  const page = pages[customer % pages.length];
  if (!page) return;
  const psid = String(1_000 + customer);
  await intake.tell(meta.message(`m${++mids}`, 'Hello', now, { psid, page: page.key }));
  let chat = chats.get(String(customer));
  const isOver = chat?.status === 'closed';
  if (!chat || (isOver && now - chat.since > reopenWithin)) {
    const { id } = await intake.db
      .selectFrom('conversation')
      .innerJoin('contact', 'contact.id', 'conversation.contactId')
      .select('conversation.id')
      .where('contact.psid', '=', psid)
      .orderBy('conversation.openedAt', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    const made = { id, page: page.id, department: page.department, status: 'open' as const, assignee: null };
    const fresh = { ...made, since: now, waitingSince: now, lastWordAt: now } as Chat;
    fresh.episode = begin(fresh, false);
    chats.set(String(customer), fresh);
    chat = fresh;
  } else if (isOver) {
    Object.assign(chat, { status: chat.assignee === null ? 'open' : 'active', since: now });
    chat.episode = begin(chat, true);
  } else if (chat.status === 'waiting' || chat.status === 'wrapup') {
    chat.episode.endedAt = null;
    move(chat, { status: 'active' });
  }
  chat.episode.customer++;
  chat.lastWordAt = now;
  chat.waitingSince ??= now;
}

function answered(chat: Chat, by: string | null): Answer {
  const { department, page, waitingSince: askedAt, episode } = chat;
  const answer: Answer = { at: now, askedAt, by, department, page, hasFailed: false, episode };
  record.answers.push(answer);
  episode.people++;
  chat.waitingSince = null;
  return answer;
}

async function reply(chat: Chat, by: Person): Promise<void> {
  // Facebook lets nobody write then.
  if (now - chat.lastWordAt >= 7 * 24 * hour) return;
  const purpose = { kind: 'question' };
  const body = { kind: 'reply', clientId: intake.newId(), text: 'Good morning', attachments: [], purpose };
  const { messageIds } = await writeMessage(as(by), chat.id, body as never);
  const wasWaiting = chat.waitingSince;
  const answer = answered(chat, by.userId);
  if (chat.status === 'open') move(chat, { status: 'active', assignee: by.userId });
  if (random() > 0.12) return;
  await intake.db.transaction().execute(async (tx) => {
    await moveMessage(tx, messageIds[0] ?? '', ['queued'], { status: 'failed', failure: {} });
    await recountWaiting(tx, chat.id);
  });
  answer.hasFailed = true;
  chat.episode.people--;
  // As long as somebody else's answer does not stand between, they wait since they asked.
  chat.waitingSince = wasWaiting;
}

async function outside(customer: number, chat: Chat): Promise<void> {
  const page = pages[customer % pages.length];
  await intake.tell(
    meta.echo(`e${++mids}`, 'From elsewhere', now, { psid: String(1_000 + customer), page: page?.key ?? '' }),
  );
  answered(chat, null);
}

async function take(chat: Chat, by: Person): Promise<void> {
  await takeConversation(as(by), chat.id);
  move(chat, { status: 'active', assignee: by.userId });
}

async function handOn(chat: Chat, by: Person): Promise<void> {
  const to = oneOf(people.filter(({ userId }) => userId !== chat.assignee));
  await transferConversation(as(by), chat.id, { userId: to.userId as never });
  move(chat, { status: 'active', assignee: to.userId });
}

async function toDepartment(chat: Chat, by: Person): Promise<void> {
  const department = departments.find((id) => id !== chat.department) ?? '';
  await transferConversation(as(by), chat.id, { departmentId: department as never });
  move(chat, { status: 'open', assignee: null, department });
}

async function release(chat: Chat, by: Person): Promise<void> {
  await assignConversation(as(by), chat.id, null);
  move(chat, { status: 'open', assignee: null });
}

async function park(chat: Chat, by: Person): Promise<void> {
  await parkConversation(as(by), chat.id);
  move(chat, { status: 'waiting' });
}

const underWay = (chat: Chat) =>
  record.consults.filter((each) => each.chat === chat && each.endedAt === null);

/** Somebody comes to advise; or who advises is thanked. */
async function consult(chat: Chat, owner: Person): Promise<void> {
  const [advising] = underWay(chat);
  if (advising) {
    await endAdvice(as(owner), chat.id, advising.by.userId);
    advising.endedAt = now;
    return;
  }
  const by = oneOf(people.filter(({ userId }) => userId !== chat.assignee));
  // At their desk for this alone: who is there is asked before something is handed to them.
  const openedAt = intake.clock.now();
  const process = { id: intake.newId(), startedAt: openedAt, runsWorker: false };
  await beatProcess(intake.db, process, openedAt);
  const desk = { id: intake.newId(), processId: process.id, userId: by.userId, viewing: null, openedAt };
  await insertDesks(intake.db, [desk]);
  await askForAdvice(as(owner), chat.id, { userId: by.userId as never, mode: 'internal' });
  const { id } = await intake.db
    .selectFrom('participant')
    .select('id')
    .where('conversationId', '=', chat.id)
    .where('userId', '=', by.userId)
    .where('state', '=', 'asked')
    .executeTakeFirstOrThrow();
  await acceptAdvising(as(by), id);
  await removeProcess(intake.db, process.id);
  record.consults.push({ chat, by, at: now, endedAt: null });
}

async function end(chat: Chat, by: Person): Promise<void> {
  const wasOpen = chat.status === 'open';
  await endConversation(as(by), chat.id);
  chat.episode.endedAt = now;
  const page = pages.find(({ id }) => id === chat.page);
  move(chat, { status: page?.wrapUp && !wasOpen ? 'wrapup' : 'closed' });
  chat.waitingSince = null;
}

async function finish(chat: Chat, by: Person): Promise<void> {
  await finishConversation(as(by), chat.id);
  move(chat, { status: 'closed' });
}

async function reopen(chat: Chat, by: Person): Promise<void> {
  await reopenConversation(as(by), chat.id);
  Object.assign(chat, { status: 'active', assignee: by.userId, since: now });
  chat.episode = begin(chat, true);
}

// ---- counting by hand ----

const written = new Intl.DateTimeFormat('sv-SE', {
  timeZone,
  dateStyle: 'short',
  timeStyle: 'short',
});
const local = (seconds: number) => written.format(noonMs + seconds * 1_000);
type Cut = Report['by'];
type Counted = Partial<Record<ReportFigure, number | null>>;

function keyOf(
  by: Cut,
  each: { at: number; page: string; department: string; agent: string | null },
): string {
  if (by === 'day') return local(each.at).slice(0, 10);
  if (by === 'hour') return local(each.at).slice(0, 13);
  if (by === 'hour-of-day') return local(each.at).slice(11, 13);
  return by === 'page' ? each.page : by === 'department' ? each.department : (each.agent ?? '');
}

const mean = (values: readonly number[]) =>
  values.length === 0 ? null : Math.round((values.reduce((a, b) => a + b) * 1_000) / values.length);
function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return sorted.length === 0
    ? null
    : Math.round((((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2) * 1_000);
}
const spent = (answers: readonly Answer[]) => answers.map((each) => each.at - (each.askedAt ?? 0));

function countByHand(by: Cut, key: string | null): Counted {
  const here = <T>(items: readonly T[], of: (item: T) => Parameters<typeof keyOf>[1]) =>
    items.filter((item) => key === null || keyOf(by, of(item)) === key);
  const of = (each: Episode, time: number) => ({
    at: time,
    page: each.chat.page,
    department: each.department,
    agent: each.assignee,
  });
  const begun = here(record.episodes, (each) => of(each, each.begunAt));
  // With a wrap-up it has ended for good when it is closed.
  const over = record.episodes.filter((each) => each.endedAt !== null && !isInWrapUp(each));
  const ended = here(over, (each) => of(each, each.endedAt ?? 0));
  const answers = here(record.answers, (each) => ({ ...each, agent: each.by }));
  const sent = answers.filter((each) => !each.hasFailed);
  const first = sent.filter(
    (each) =>
      each.askedAt !== null &&
      !record.answers.some(
        (other) =>
          other.episode === each.episode && other.at < each.at && other.askedAt !== null && !other.hasFailed,
      ),
  );
  const waits = by === 'agent' ? [] : here(record.waits, (each) => ({ ...each, agent: null }));
  const handed = ended.filter((each) => each.handled > 0);
  // In the department that the conversation is in now.
  const consults = here(record.consults, ({ chat, by: adviser, at: time }) => {
    return { at: time, page: chat.page, department: chat.department, agent: adviser.userId };
  });
  return {
    begun: begun.filter((each) => !each.isReopened).length,
    reopened: begun.filter((each) => each.isReopened).length,
    ended: ended.length,
    missed: ended.filter(
      (each) => each.customer > 0 && each.people === 0 && (each.endedAt ?? 0) - each.begunAt > 60,
    ).length,
    unanswered: ended.filter((each) => each.customer > 0 && each.people === 0).length,
    medianResolution: median(ended.map((each) => (each.endedAt ?? 0) - each.begunAt)),
    averageResolution: mean(ended.map((each) => (each.endedAt ?? 0) - each.begunAt)),
    answered: first.length,
    medianFirstAnswer: median(spent(first)),
    averageFirstAnswer: mean(spent(first)),
    replies: sent.length,
    averageAnswer: mean(spent(sent.filter((each) => each.askedAt !== null))),
    failedReplies: answers.length - sent.length,
    consults: consults.length,
    consultTime:
      consults.length === 0
        ? null
        : consults.reduce((sum, each) => sum + ((each.endedAt ?? now) - each.at) * 1_000, 0),
    handovers: here(record.handovers, (each) => ({ ...each, agent: each.by })).length,
    ...(by === 'agent' && key !== null
      ? {}
      : {
          averageHandling: mean(handed.map((each) => each.handled)),
          longHandlings: ended.filter((each) => each.handled > 300).length,
        }),
    ...(by === 'agent'
      ? {}
      : {
          taken: waits.length,
          averageWait: mean(waits.map(({ seconds }) => seconds)),
          longWaits: waits.filter(({ seconds }) => seconds > 300).length,
        }),
  };
}

function isInWrapUp(episode: Episode): boolean {
  return episode.chat.episode === episode && episode.chat.status === 'wrapup';
}

const reportBy = (by: Cut, more: object = {}, actor: Actor = lead) => {
  const to = local(now).slice(0, 10);
  return readReport(as(actor), querySchema.parse({ from: '2026-11-20', to, timeZone, by, ...more }) as never);
};

test('the month has everything in it', () => {
  expect(record.episodes.filter((each) => each.isReopened).length).toBeGreaterThan(10);
  expect(record.answers.filter((each) => each.hasFailed).length).toBeGreaterThan(5);
  expect(record.answers.filter((each) => each.by === null).length).toBeGreaterThan(10);
  expect(record.handovers.length).toBeGreaterThan(10);
  expect(record.waits.length).toBeGreaterThan(30);
  expect(record.consults.length).toBeGreaterThan(5);
});

for (const by of ['day', 'hour-of-day', 'department', 'page', 'agent'] as const) {
  test(`a month of life counted by hand gives the report’s figures, by ${by} (N10, behaviours: a naive recount)`, async () => {
    const report = await reportBy(by);
    const picked = (figures: Report['totals'], like: Counted) =>
      Object.fromEntries(Object.keys(like).map((name) => [name, figures[name as ReportFigure]]));
    const whole = countByHand(by, null);
    expect(picked(report.totals, whole)).toEqual(whole);
    expect(report.rows.length).toBeGreaterThan(1);
    for (const row of report.rows) {
      const byHand = countByHand(by, row.key);
      expect({ key: row.name, ...picked(row.figures, byHand) }).toEqual({ key: row.name, ...byHand });
    }
  });
}

test('what ended is judged by who spoke, and what has not is unfinished (N32)', async () => {
  const { outcomes } = await reportBy('day');
  const over = record.episodes.filter((each) => each.endedAt !== null && !isInWrapUp(each));
  const count = (is: (each: Episode) => boolean) => over.filter(is).length;
  expect(outcomes).toEqual({
    successful: count((each) => each.customer >= 3 && each.people >= 3),
    answered: count(
      (each) => each.customer > 0 && each.people > 0 && !(each.customer >= 3 && each.people >= 3),
    ),
    dissuaded: 0,
    abandoned: count(
      (each) => each.customer > 0 && each.people === 0 && (each.endedAt ?? 0) - each.begunAt > 10,
    ),
    cancelled: count(
      (each) => each.customer > 0 && each.people === 0 && (each.endedAt ?? 0) - each.begunAt <= 10,
    ),
    'no-interaction': count((each) => each.customer === 0),
    unfinished: record.episodes.filter((each) => each.endedAt === null || isInWrapUp(each)).length,
  });
});

test('an agent gets their own figures, and nobody else’s', async () => {
  const [ada] = people;
  if (!ada) throw new Error('Ada is missing.');
  const own = await reportBy('day', {}, ada);
  expect(own.totals.replies).toBe(
    record.answers.filter((each) => each.by === ada.userId && !each.hasFailed).length,
  );
  expect(own.totals).toEqual((await reportBy('day', { agent: ada.userId })).totals);
  expect(own.notice).toMatch(/must not be used to decide about employment/);
  await expect(reportBy('agent', {}, ada)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(reportBy('day', { agent: lead.userId }, ada)).rejects.toMatchObject({ code: 'forbidden' });
});
