import { sql } from 'kysely';
import type { TicketStatus } from '../../contract/tickets.ts';
import type { Db, Tx } from './db.ts';
import { ticketStatusAt } from './tickets.ts';

/** A trigger as it is stored. */
export interface TriggerRow {
  id: string;
  name: string;
  isOn: boolean;
  onSince: Date | null;
  event: string;
  minutes: number | null;
  content: unknown;
  version: number;
}

const columns = ['id', 'name', 'isOn', 'onSince', 'event', 'minutes', 'content', 'version'] as const;

/** All triggers in their order, with what they did since a moment. */
export async function listTriggers(db: Db | Tx, since: Date, id?: string) {
  const count = (which: ReturnType<typeof sql>) => sql<number>`(
    select count(*)::int from trigger_run r
    where r.trigger_id = t.id and r.at > ${since}::timestamptz and ${which}
  )`;
  const isRefused = sql`(r.is_held_back or jsonb_path_exists(r.outcomes, '$[*] ? (@.state != "done")'))`;
  let query = db
    .selectFrom('triggerRule as t')
    .leftJoin('deskUser as u', 'u.id', 't.changedBy')
    .select(columns.map((column) => `t.${column}` as const))
    .select(['t.changedAt', 't.changedBy', 'u.name as changedByName'])
    .select([count(sql`not r.is_held_back`).as('acted'), count(isRefused).as('refused')]);
  if (id !== undefined) query = query.where('t.id', '=', id);
  return query.orderBy('t.position').orderBy('t.id').execute();
}

/** Those that are on and are set off by an event, in their order. */
export async function listTriggersOn(db: Db | Tx, events: readonly string[]): Promise<TriggerRow[]> {
  return db
    .selectFrom('triggerRule')
    .select(columns)
    .where('isOn', '=', true)
    .where('event', '=', (eb) => eb.fn.any(eb.val(events)))
    .orderBy('position')
    .orderBy('id')
    .execute();
}

/** By which events any trigger that is on is set off. */
export async function listWantedEvents(db: Db | Tx): Promise<Set<string>> {
  const rows = await db
    .selectFrom('triggerRule')
    .select('event')
    .distinct()
    .where('isOn', '=', true)
    .execute();
  return new Set(rows.map(({ event }) => event));
}

interface TriggerFields {
  name: string;
  isOn: boolean;
  onSince: Date | null;
  event: string;
  minutes: number | null;
  content: object;
  changedAt: Date;
  changedBy: string | null;
}

/** Adds a trigger behind all others. */
export async function insertTrigger(
  tx: Tx,
  { id, content, ...row }: TriggerFields & { id: string },
): Promise<void> {
  await tx
    .insertInto('triggerRule')
    .values((eb) => ({
      ...{ id, ...row },
      content: JSON.stringify(content),
      position: eb
        .selectFrom('triggerRule')
        .select((of) => sql<number>`coalesce(${of.fn.max('position')}, 0) + 1`.as('next')),
    }))
    .execute();
}

/** A trigger, locked. */
export async function lockTrigger(tx: Tx, id: string): Promise<TriggerRow | undefined> {
  return tx.selectFrom('triggerRule').select(columns).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Writes a locked trigger anew; its version grows by one. */
export async function updateTrigger(tx: Tx, id: string, { content, ...row }: TriggerFields): Promise<void> {
  await tx
    .updateTable('triggerRule')
    .set((eb) => ({ ...row, content: JSON.stringify(content), version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** Removes a trigger with its log. @returns its name; undefined when there was none. */
export async function deleteTrigger(tx: Tx, id: string): Promise<string | undefined> {
  const row = await tx.deleteFrom('triggerRule').where('id', '=', id).returning('name').executeTakeFirst();
  return row?.name;
}

/** Ids of all triggers in their order, locked. */
export async function lockTriggerOrder(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectFrom('triggerRule')
    .select('id')
    .orderBy('position')
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(({ id }) => id);
}

export async function orderTriggers(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`
    update trigger_rule t set position = o.place
    from unnest(${ids}::uuid[]) with ordinality as o (id, place) where o.id = t.id
  `.execute(tx);
}

/** Names of triggers in which an id stands, in a condition or in an act. */
export async function listTriggersNaming(db: Db | Tx, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom('triggerRule')
    .select('name')
    .where(sql<boolean>`position(${id}::text in content::text) > 0`)
    .orderBy('position')
    .execute();
  return rows.map(({ name }) => name);
}

/** Which of some ids there are, of everything that an act or a condition may name. */
export async function findNamed(db: Db | Tx, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, { what: string; name: string; isOff: boolean }>();
  const { rows } = await sql<{ id: string; what: string; name: string; isOff: boolean }>`
    select id, 'tag' as what, name, false as is_off from tag where id = any(${ids}::uuid[])
    union all select id, 'department', name, false from department where id = any(${ids}::uuid[])
    union all select id, 'page', name, false from page where id = any(${ids}::uuid[])
    union all select id, 'user', name, disabled_at is not null from desk_user where id = any(${ids}::uuid[])
    union all select id, 'saved-reply', title, scope = 'private' from saved_reply where id = any(${ids}::uuid[])
    union all select id, 'webhook', split_part(url, '/', 3), not is_on from webhook_endpoint where id = any(${ids}::uuid[])
  `.execute(db);
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}

/** @returns false when the event was gone through already. */
export async function claimTriggerEvent(tx: Tx, id: string, at: Date): Promise<boolean> {
  const done = await tx
    .insertInto('triggerEvent')
    .values({ id, at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Where a run stands in what one event brought about. */
export async function findRun(tx: Tx, id: string) {
  return tx.selectFrom('triggerRun').select(['rootId', 'depth']).where('id', '=', id).executeTakeFirst();
}

export interface NewRun {
  id: string;
  triggerId: string;
  conversationId: string;
  event: string;
  rootId: string;
  depth: number;
  at: Date;
  isHeldBack: boolean;
}

/** Notes that a trigger acts. @returns false when it did in what this event brought about. */
export async function insertRun(tx: Tx, run: NewRun): Promise<boolean> {
  const done = await tx
    .insertInto('triggerRun')
    .values({ ...run, outcomes: '[]' })
    .onConflict((conflict) => conflict.columns(['triggerId', 'rootId']).doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function keepOutcomes(tx: Tx, id: string, outcomes: readonly object[]): Promise<void> {
  await tx
    .updateTable('triggerRun')
    .set({ outcomes: JSON.stringify(outcomes) })
    .where('id', '=', id)
    .execute();
}

/** How often a trigger acted on a conversation, ever and since a moment. Index `trigger_run_conversation`. */
export async function countRuns(
  tx: Tx,
  of: { triggerId: string; conversationId: string; since: Date },
): Promise<{ ever: number; lately: number }> {
  const { rows } = await sql<{ ever: number; lately: number }>`
    select count(*)::int as ever, count(*) filter (where at > ${of.since}::timestamptz)::int as lately
    from trigger_run
    where conversation_id = ${of.conversationId} and trigger_id = ${of.triggerId} and not is_held_back
  `.execute(tx);
  return rows[0] ?? { ever: 0, lately: 0 };
}

/** Notes whose lines these are. */
export async function insertTriggerLines(
  tx: Tx,
  messageIds: readonly string[],
  by: { runId: string; triggerId: string; triggerName: string; sender: string },
): Promise<void> {
  if (messageIds.length === 0) return;
  await tx
    .insertInto('triggerLine')
    .values(messageIds.map((messageId) => ({ messageId, ...by })))
    .execute();
}

/** The log of a trigger, newest first. Index `trigger_run_log`. */
export async function listRuns(
  db: Db | Tx,
  triggerId: string,
  page: { before: { key: string; id: string } | null; limit: number },
) {
  const { before } = page;
  return db
    .selectFrom('triggerRun as r')
    .innerJoin('conversation as c', 'c.id', 'r.conversationId')
    .innerJoin('contact as k', 'k.id', 'c.contactId')
    .select(['r.id', 'r.at', 'r.event', 'r.isHeldBack', 'r.outcomes', 'c.id as conversationId', 'c.number'])
    .select(['c.departmentId', 'k.name as contactName', 'k.psid'])
    .select(sql<string>`((extract(epoch from r.at) * 1000000)::bigint)::text`.as('key'))
    .where('r.triggerId', '=', triggerId)
    .where(
      before
        ? sql<boolean>`(r.at, r.id) < ('epoch'::timestamptz + ${before.key}::bigint * interval '1 microsecond', ${before.id}::uuid)`
        : sql<boolean>`true`,
    )
    .orderBy('r.at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(page.limit)
    .execute();
}

/** A conversation as it is now, as far as conditions ask; each by a key. */
export async function readNow(db: Db | Tx, ids: readonly string[], now: Date): Promise<NowRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<NowRow>`
    select c.id, c.number, c.kind, c.mode, c.status, c.department_id, c.assignee_id, c.priority, c.waiting_since,
      c.window_anchor_at, c.referrals, c.last_message_at, p.human_agent_allowed, ${ticketStatusAt(now)} as ticket,
      array(select t.tag_id from conversation_tag t where t.conversation_id = c.id) as tag_ids
    from conversation c join page p on p.id = c.page_id
    where c.id = any(${ids}::uuid[])
  `.execute(db);
  return rows;
}

export interface NowRow {
  id: string;
  number: number;
  kind: 'messenger' | 'comment';
  mode: 'chat' | 'ticket';
  status: 'open' | 'active' | 'waiting' | 'wrapup' | 'closed';
  departmentId: string;
  assigneeId: string | null;
  priority: number;
  waitingSince: Date | null;
  windowAnchorAt: Date | null;
  referrals: unknown;
  lastMessageAt: Date | null;
  humanAgentAllowed: boolean;
  ticket: TicketStatus;
  tagIds: string[];
}

/** Ids of the newest conversations, newest first. */
export async function listNewestConversations(
  db: Db | Tx,
  sight: 'all' | readonly string[],
  limit: number,
): Promise<string[]> {
  let query = db.selectFrom('conversation').select('id').where('awaitsCustomer', '=', false);
  if (sight !== 'all') query = query.where('departmentId', '=', (eb) => eb.fn.any(eb.val(sight)));
  const rows = await query.orderBy('openedAt', 'desc').orderBy('id', 'desc').limit(limit).execute();
  return rows.map(({ id }) => id);
}

/** What was written in a line. */
export async function findWords(db: Db | Tx, messageId: string): Promise<string | null> {
  const row = await db.selectFrom('message').select('text').where('id', '=', messageId).executeTakeFirst();
  return row?.text ?? null;
}

/** Since when a conversation has been in what an event of the clock is about; null: it is not. */
const sinceOf = {
  'waiting-for-us': sql<Date | null>`case when c.status in ('open', 'active', 'waiting') then c.waiting_since end`,
  // A note, and what a rule says, ends no silence: it is counted from what a person wrote.
  'waiting-for-customer': sql<Date | null>`case when c.status in ('open', 'active', 'waiting') and c.waiting_since is null then (
    select case when m.direction = 'out' then m.at end from message m
    where m.conversation_id = c.id and m.kind = 'message' and m.author_kind <> 'system'
    order by m.at desc, m.id desc limit 1
  ) end`,
  'window-closing': sql<Date | null>`case when c.status <> 'closed' and c.kind = 'messenger' then c.window_anchor_at end`,
  'promise-near': sql<Date | null>`case when c.status <> 'closed' then c.due_next_at end`,
  'promise-broken': sql<Date | null>`case when c.status <> 'closed' then c.due_next_at end`,
} as const;

export type ClockEvent = keyof typeof sinceOf;

const dayMinutes = 24 * 60;

/** How long after `since` the event is due, in minutes; and how long it stays so, null: for good. */
function spanOf(event: ClockEvent, minutes: number): { after: number; until: number | null } {
  switch (event) {
    case 'waiting-for-us':
    case 'waiting-for-customer':
      return { after: minutes, until: null };
    case 'window-closing':
      return { after: dayMinutes - minutes, until: dayMinutes };
    case 'promise-near':
      return { after: -minutes, until: 0 };
    case 'promise-broken':
      return { after: 0, until: null };
  }
}

/** Cheap bounds, so that only what may be due is looked into. Indexes on what is not closed. */
function bounds(event: ClockEvent, from: Date, to: Date) {
  switch (event) {
    case 'waiting-for-us':
      return sql`c.waiting_since > ${from}::timestamptz and c.waiting_since <= ${to}::timestamptz`;
    case 'waiting-for-customer':
      return sql`c.waiting_since is null and c.last_activity_at > ${from}::timestamptz`;
    case 'window-closing':
      return sql`c.window_anchor_at > ${from}::timestamptz and c.window_anchor_at <= ${to}::timestamptz`;
    case 'promise-near':
    case 'promise-broken':
      return sql`c.due_next_at > ${from}::timestamptz and c.due_next_at <= ${to}::timestamptz`;
  }
}

/**
 * Conversations for which an event of the clock has come since a trigger is on, noted so that each is told once per
 * stretch; of two at once the second waits, and finds them noted.
 */
export async function takeStretches(
  tx: Tx,
  trigger: { id: string; event: ClockEvent; minutes: number; onSince: Date },
  now: Date,
  most: number,
): Promise<{ conversationId: string; since: Date }[]> {
  const { after, until } = spanOf(trigger.event, trigger.minutes);
  const ago = (at: Date, minutes: number) => new Date(at.getTime() - minutes * 60_000);
  const to = ago(now, after);
  // Due before it was switched on is not its; over by now neither.
  const sinceOn = ago(trigger.onSince, after);
  const stillOpen = until === null ? sinceOn : ago(now, until);
  const from = sinceOn > stillOpen ? sinceOn : stillOpen;
  const { rows } = await sql<{ conversationId: string; since: Date }>`
    with due as (
      select c.id, s.since from conversation c cross join lateral (select ${sinceOf[trigger.event]} as since) s
      where c.status <> 'closed' and ${bounds(trigger.event, from, to)}
        and s.since > ${from}::timestamptz and s.since <= ${to}::timestamptz
        and not exists (
          select from trigger_stretch t
          where t.trigger_id = ${trigger.id} and t.conversation_id = c.id and t.since = s.since)
      order by s.since, c.id limit ${most}
    )
    insert into trigger_stretch as t (trigger_id, conversation_id, since)
    select ${trigger.id}::uuid, id, since from due order by id
    on conflict (trigger_id, conversation_id) do update set since = excluded.since where t.since <> excluded.since
    returning conversation_id, since
  `.execute(tx);
  return rows;
}

/** Whether a conversation is still in the stretch that it was told for. */
export async function lastsSince(
  tx: Tx,
  event: ClockEvent,
  conversationId: string,
  since: Date,
): Promise<boolean> {
  const { rows } = await sql<{ since: Date | null }>`
    select ${sinceOf[event]} as since from conversation c where c.id = ${conversationId}
  `.execute(tx);
  return rows[0]?.since?.getTime() === since.getTime();
}

/** Forgets events, and what was done in conversations that are over, from before two moments. @returns how many. */
export async function pruneTriggers(db: Db, before: { events: Date; runs: Date }): Promise<number> {
  const events = await db.deleteFrom('triggerEvent').where('at', '<', before.events).executeTakeFirst();
  const { rows } = await sql<{ count: number }>`
    with gone as (
      delete from trigger_run r using conversation c
      where r.at < ${before.runs}::timestamptz and c.id = r.conversation_id and c.status = 'closed'
      returning 1
    )
    select count(*)::int as count from gone
  `.execute(db);
  return Number(events.numDeletedRows) + (rows[0]?.count ?? 0);
}
