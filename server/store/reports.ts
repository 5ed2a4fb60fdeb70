import { sql, type RawBuilder } from 'kysely';
import type { Db } from './db.ts';
import { wasAtWork } from './presence-log.ts';
import { inSight, isMember, type DepartmentSight } from './sight.ts';

/** Which part of the work, and when. Times are moments; the calendar is that of the zone. */
export interface ReportScope {
  from: Date;
  /** Exclusive. */
  to: Date;
  timeZone: string;
  by: 'day' | 'hour' | 'hour-of-day' | 'page' | 'department' | 'agent';
  /** Of which departments work is counted. */
  sight: DepartmentSight;
  /** Of which departments pages are. */
  pageSight: DepartmentSight;
  departmentId: string | null;
  pageId: string | null;
  userId: string | null;
  kind: 'messenger' | 'comment' | null;
}

/** Open times of departments that have operating hours: what lies outside of them is not counted. Null: all of it is. */
export type OpenTimes = readonly { departmentId: string; from: Date; to: Date }[] | null;

type Columns = { at: string; user: string | null };

/** The row's place in the report, of a source with `page_id`, `department_id`, and these. */
function keyOf({ by, timeZone }: ReportScope, { at, user }: Columns): RawBuilder<string> {
  const local = sql`${sql.ref(at)} at time zone ${timeZone}`;
  switch (by) {
    case 'day':
      return sql`to_char(${local}, 'YYYY-MM-DD')`;
    case 'hour':
      return sql`to_char(${local}, 'YYYY-MM-DD HH24')`;
    case 'hour-of-day':
      return sql`to_char(${local}, 'HH24')`;
    case 'page':
      return sql`s.page_id::text`;
    case 'department':
      return sql`s.department_id::text`;
    case 'agent':
      return user === null ? sql`null::text` : sql`coalesce(${sql.ref(user)}::text, '')`;
  }
}

function within(scope: ReportScope, { at, user }: Columns) {
  const { from, to, sight, departmentId, pageId, userId, kind } = scope;
  const all = sql`true`;
  return sql`${sql.ref(at)} >= ${from} and ${sql.ref(at)} < ${to}
    and ${inSight(sql`s.department_id`, sight)}
    and ${departmentId ? sql`s.department_id = ${departmentId}` : all}
    and ${pageId ? sql`s.page_id = ${pageId}` : all}
    and ${kind ? sql`s.kind = ${kind}` : all}
    and ${userId ? (user === null ? sql`false` : sql`${sql.ref(user)} = ${userId}`) : all}`;
}

/** Every key and, under null, all of them together. */
const everyKey = sql`grouping sets ((key), ())`;

/** Milliseconds from one moment to another; of what a department is open, where that is asked for. */
function msBetween(from: RawBuilder<unknown>, to: RawBuilder<unknown>, open: OpenTimes) {
  const plain = sql`extract(epoch from ${to} - ${from}) * 1000`;
  if (open === null) return plain;
  return sql`case when s.department_id in (select department_id from open_time) then coalesce((
      select sum(extract(epoch from least(o.ends, ${to}) - greatest(o.starts, ${from}))) * 1000
      from open_time o where o.department_id = s.department_id and o.starts < ${to} and o.ends > ${from}
    ), 0) else ${plain} end`;
}

/** `with` of the open times, in front of a statement. */
function openTimes(open: OpenTimes): RawBuilder<unknown> {
  const times = open ?? [];
  return sql`open_time (department_id, starts, ends) as materialized (
    select * from unnest(${times.map((each) => each.departmentId)}::uuid[], ${times.map((each) => each.from)}::timestamptz[],
      ${times.map((each) => each.to)}::timestamptz[])
  )`;
}

/** All episodes that began: those that are over, and those of conversations that are not closed. */
const episodes = sql`
  select e.page_id, e.kind, e.department_id, e.assignee_id, e.number, e.begun_at from episode e
  union all
  select c.page_id, c.kind, c.department_id, c.assignee_id, c.reopened_count, coalesce(c.begun_at, c.opened_at)
  from conversation c where c.status <> 'closed'`;

/** Under null as key: the whole. */
export interface Keyed {
  key: string | null;
  /** Whether it is the whole: a key may be null as well. */
  isWhole: boolean;
}

export async function countBegun(db: Db, scope: ReportScope) {
  const columns = { at: 's.begunAt', user: 's.assigneeId' };
  const { rows } = await sql<Keyed & { begun: number; reopened: number }>`
    select key, grouping(key) = 1 as is_whole, count(*) filter (where number = 0)::int as begun,
      count(*) filter (where number > 0)::int as reopened
    from (select ${keyOf(scope, columns)} as key, s.number from (${episodes}) s where ${within(scope, columns)}) counted
    group by ${everyKey}
  `.execute(db);
  return rows;
}

/** Of `episode s`: a chat that ended unanswered, later than a delay after the customer's first words. */
function wasMissed(afterMs: number) {
  return sql<boolean>`(s.kind = 'messenger' and s.from_customer > 0 and s.from_people = 0
    and s.ended_at - s.begun_at > ${afterMs} * interval '1 millisecond')`;
}

/** Chats that were missed, the latest first. */
export async function listMissed(
  db: Db,
  scope: ReportScope,
  { afterMs, most, sight }: { afterMs: number; most: number; sight: DepartmentSight },
) {
  const columns = { at: 's.endedAt', user: 's.assigneeId' };
  const { rows } = await sql<{
    id: string;
    number: number;
    name: string | null;
    psid: string;
    departmentId: string;
    departmentName: string;
    departmentColor: number;
    begunAt: Date;
    endedAt: Date;
  }>`
    select c.id, c.number, k.name, k.psid, d.id as department_id, d.name as department_name, d.color as department_color,
      s.begun_at, s.ended_at
    from episode s
    join conversation c on c.id = s.conversation_id
    join contact k on k.id = c.contact_id
    join department d on d.id = s.department_id
    where ${within(scope, columns)} and ${wasMissed(afterMs)} and ${inSight(sql`c.department_id`, sight)}
    order by s.ended_at desc, s.id desc limit ${most}
  `.execute(db);
  return rows;
}

export async function measureEnded(db: Db, scope: ReportScope, open: OpenTimes, missedAfterMs: number) {
  const columns = { at: 's.endedAt', user: 's.assigneeId' };
  const resolution = msBetween(sql`s.begun_at`, sql`s.ended_at`, open);
  const { rows } = await sql<
    Keyed & {
      ended: number;
      missed: number;
      unanswered: number;
      averageHandling: number | null;
      longHandlings: number;
      medianResolution: number | null;
      averageResolution: number | null;
      resolvePromised: number;
      resolveKept: number;
      leftWaiting: number;
    }
  >`
    with ${openTimes(open)}
    select key, grouping(key) = 1 as is_whole, count(*)::int as ended,
      count(*) filter (where is_missed)::int as missed,
      count(*) filter (where from_customer > 0 and from_people = 0)::int as unanswered,
      round(avg(handled_ms) filter (where handled_ms > 0))::float8 as average_handling,
      count(*) filter (where handled_ms > 300000)::int as long_handlings,
      percentile_cont(0.5) within group (order by resolution)::float8 as median_resolution,
      avg(resolution)::float8 as average_resolution,
      count(*) filter (where resolve_due_at is not null)::int as resolve_promised,
      count(*) filter (where ended_at <= resolve_due_at)::int as resolve_kept,
      count(*) filter (where ended_at - unanswered_since > interval '24 hours')::int as left_waiting
    from (
      select ${keyOf(scope, columns)} as key, s.*, ${resolution} as resolution,
        ${wasMissed(missedAfterMs)} as is_missed
      from episode s where ${within(scope, columns)}
    ) measured
    group by ${everyKey}
  `.execute(db);
  return rows;
}

export async function measureWaits(db: Db, scope: ReportScope, open: OpenTimes) {
  const columns = { at: 's.endedAt', user: null };
  const { rows } = await sql<Keyed & { taken: number; averageWait: number | null; longWaits: number }>`
    with ${openTimes(open)}
    select key, grouping(key) = 1 as is_whole, count(*)::int as taken, avg(ms)::float8 as average_wait,
      count(*) filter (where ms > 300000)::int as long_waits
    from (
      select ${keyOf(scope, columns)} as key, ${msBetween(sql`s.began_at`, sql`s.ended_at`, open)} as ms
      from conversation_span s
      where s.status = 'open' and s.left_by = 'taken' and ${within(scope, columns)}
    ) measured
    group by ${everyKey}
  `.execute(db);
  return rows;
}

/** The first answer of an episode is the first that did not fail of those for which somebody waited. */
export async function measureResponses(db: Db, scope: ReportScope, open: OpenTimes) {
  const columns = { at: 's.at', user: 's.userId' };
  const { rows } = await sql<
    Keyed & {
      replies: number;
      answered: number;
      medianFirstAnswer: number | null;
      averageFirstAnswer: number | null;
      averageAnswer: number | null;
      failedReplies: number;
      lateAnswers: number;
      respondPromised: number;
      respondKept: number;
    }
  >`
    with ${openTimes(open)}
    select key, grouping(key) = 1 as is_whole,
      count(*) filter (where not has_failed)::int as replies,
      count(*) filter (where is_first)::int as answered,
      (percentile_cont(0.5) within group (order by ms) filter (where is_first))::float8 as median_first_answer,
      (avg(ms) filter (where is_first))::float8 as average_first_answer,
      (avg(ms) filter (where asked_at is not null and not has_failed))::float8 as average_answer,
      count(*) filter (where has_failed)::int as failed_replies,
      count(*) filter (where not has_failed and at - asked_at > interval '24 hours')::int as late_answers,
      count(due_at) filter (where is_first)::int as respond_promised,
      count(*) filter (where is_first and at <= due_at)::int as respond_kept
    from (
      select ${keyOf(scope, columns)} as key, s.at, s.asked_at, s.has_failed,
        case when s.asked_at is not null then ${msBetween(sql`s.asked_at`, sql`s.at`, open)} end as ms,
        s.asked_at is not null and not s.has_failed and not exists (
          select from response earlier
          where earlier.conversation_id = s.conversation_id and earlier.episode = s.episode and earlier.at < s.at
            and earlier.asked_at is not null and not earlier.has_failed
        ) as is_first,
        coalesce(
          (select e.respond_due_at from episode e where e.conversation_id = s.conversation_id and e.number = s.episode limit 1),
          (select c.respond_due_at from conversation c
            where c.id = s.conversation_id and c.reopened_count = s.episode and c.status <> 'closed')
        ) as due_at
      from response s where ${within(scope, columns)}
    ) measured
    group by ${everyKey}
  `.execute(db);
  return rows;
}

export async function countHandovers(db: Db, scope: ReportScope) {
  const columns = { at: 's.endedAt', user: 's.assigneeId' };
  const { rows } = await sql<Keyed & { handovers: number }>`
    select key, grouping(key) = 1 as is_whole, count(*)::int as handovers
    from (
      select ${keyOf(scope, columns)} as key from conversation_span s
      where s.left_by in ('transferred', 'handed-on') and ${within(scope, columns)}
    ) counted
    group by ${everyKey}
  `.execute(db);
  return rows;
}

/** Requests that somebody let go by, or refused. */
export async function countRefusals(db: Db, scope: ReportScope) {
  const columns = { at: 's.endedAt', user: 's.userId' };
  const { rows } = await sql<Keyed & { missed: number; rejected: number }>`
    select key, grouping(key) = 1 as is_whole, count(*) filter (where state = 'missed')::int as missed,
      count(*) filter (where state = 'rejected')::int as rejected
    from (
      select ${keyOf(scope, columns)} as key, s.state
      from (
        select o.state, o.ended_at, o.user_id, c.page_id, c.department_id, c.kind
        from offer o join conversation c on c.id = o.conversation_id where o.state in ('missed', 'rejected')
      ) s where ${within(scope, columns)}
    ) counted
    group by ${everyKey}
  `.execute(db);
  return rows;
}

/** How often and how long somebody advised in another's conversation, up to now. Index `participant_came`. */
export async function measureConsults(db: Db, scope: ReportScope, now: Date) {
  const columns = { at: 's.cameAt', user: 's.userId' };
  const { rows } = await sql<Keyed & { consults: number; ms: number }>`
    select key, grouping(key) = 1 as is_whole, count(*)::int as consults, sum(ms)::float8 as ms
    from (
      select ${keyOf(scope, columns)} as key,
        extract(epoch from coalesce(s.ended_at, ${now}::timestamptz) - s.came_at) * 1000 as ms
      from (
        select t.came_at, t.ended_at, t.user_id, c.page_id, c.department_id, c.kind
        from participant t join conversation c on c.id = t.conversation_id
        where t.kind = 'consulted' and t.came_at is not null
      ) s where ${within(scope, columns)}
    ) measured
    group by ${everyKey}
  `.execute(db);
  return rows;
}

/** By the agent who handled it, not by who had it in the end. */
export async function measureHandling(db: Db, scope: ReportScope) {
  const columns = { at: 's.endedAt', user: 's.assigneeId' };
  const { rows } = await sql<{ key: string; handledMs: number }>`
    select key, sum(ms)::float8 as handled_ms
    from (
      select ${keyOf(scope, columns)} as key, extract(epoch from s.ended_at - s.began_at) * 1000 as ms
      from conversation_span s where s.status in ('active', 'wrapup') and ${within(scope, columns)}
    ) measured
    group by key
  `.execute(db);
  return rows;
}

/** How what ended in the time ended, and what began in it and has not. */
export async function countOutcomes(db: Db, scope: ReportScope) {
  const ended = { at: 's.endedAt', user: 's.assigneeId' };
  const begun = { at: 's.begunAt', user: 's.assigneeId' };
  const { rows } = await sql<{ outcome: string; count: number }>`
    select outcome, count(*)::int as count from (
      select case
        when s.from_customer = 0 then 'no-interaction'
        when s.from_customer >= 3 and s.from_people >= 3 then 'successful'
        when s.from_people > 0 then 'answered'
        when s.was_told_nobody_is_there then 'dissuaded'
        when s.ended_at - s.begun_at <= interval '10 seconds' then 'cancelled'
        else 'abandoned'
      end as outcome
      from episode s where ${within(scope, ended)}
      union all
      select 'unfinished' from (
        select c.page_id, c.kind, c.department_id, c.assignee_id, coalesce(c.begun_at, c.opened_at) as begun_at
        from conversation c where c.status <> 'closed'
      ) s where ${within(scope, begun)}
    ) judged
    group by outcome
  `.execute(db);
  return rows;
}

/** How long nothing could be sent, by page: from the history of its states, up to now. */
export async function measureDowntime(db: Db, scope: ReportScope, now: Date) {
  const end = scope.to < now ? scope.to : now;
  const { rows } = await sql<{ pageId: string; downMs: number }>`
    select page_id, sum(extract(epoch from least(ends, ${end}::timestamptz) - greatest(at, ${scope.from}::timestamptz)) * 1000)::float8 as down_ms
    from (
      select page_id, at, state, coalesce(lead(at) over (partition by page_id order by id), 'infinity') as ends
      from page_state_change
    ) stretch
    where state in ('expired', 'permission-missing', 'subscription-lost', 'restricted', 'silent')
      and at < ${end} and ends > ${scope.from}
      and ${scope.pageId ? sql`page_id = ${scope.pageId}` : sql`true`}
      and ${scope.departmentId ? sql`page_id in (select id from page where department_id = ${scope.departmentId})` : sql`true`}
      and ${scope.pageSight === 'all' ? sql`true` : sql`page_id in (select id from page where ${inSight(sql`department_id`, scope.pageSight)})`}
    group by page_id
  `.execute(db);
  return rows;
}

/** Of `presence_span as p`: somebody who works in a department that is counted. */
function ofOwnPeople({ sight }: ReportScope) {
  return sight === 'all'
    ? sql`true`
    : sql`p.user_id in (select u.id from desk_user u join department d on ${isMember} where ${inSight(sql`d.id`, sight)})`;
}

/** How long each agent was there and took conversations. */
export async function measurePresence(db: Db, scope: ReportScope, now: Date) {
  const end = scope.to < now ? scope.to : now;
  const { rows } = await sql<{ userId: string; ms: number }>`
    select p.user_id, sum(extract(epoch from least(coalesce(ended_at, ${end}), ${end}::timestamptz)
      - greatest(began_at, ${scope.from}::timestamptz)) * 1000)::float8 as ms
    from presence_span p
    where ${wasAtWork} and began_at < ${end} and coalesce(ended_at, ${end}) > ${scope.from}
      and ${scope.userId ? sql`user_id = ${scope.userId}` : sql`true`}
      and ${ofOwnPeople(scope)}
    group by p.user_id
  `.execute(db);
  return rows;
}

/** How long each agent was seen as what, by the names of the house where they chose one; offline is left out. */
export async function measurePresences(db: Db, scope: ReportScope, now: Date) {
  const end = scope.to < now ? scope.to : now;
  const { rows } = await sql<{
    userId: string;
    userName: string;
    presence: 'available' | 'busy' | 'do-not-disturb' | 'away' | 'inactive';
    name: string | null;
    ms: number;
  }>`
    select p.user_id, u.name as user_name, p.presence, cp.name,
      sum(extract(epoch from least(coalesce(p.ended_at, ${end}), ${end}::timestamptz)
        - greatest(p.began_at, ${scope.from}::timestamptz)) * 1000)::float8 as ms
    from presence_span p
    join desk_user u on u.id = p.user_id
    left join custom_presence cp on cp.id = p.custom_presence_id
    where p.presence <> 'offline' and p.began_at < ${end} and coalesce(p.ended_at, ${end}) > ${scope.from}
      and ${scope.userId ? sql`p.user_id = ${scope.userId}` : sql`true`} and ${ofOwnPeople(scope)}
    group by p.user_id, u.name, p.presence, cp.id, cp.name
    having sum(coalesce(p.ended_at, ${end}) - p.began_at) > interval '0'
    order by u.name, p.user_id, ms desc
  `.execute(db);
  return rows;
}

/** What the keys of a report are called: pages, departments and users, those that are gone left out. */
export async function readKeyNames(db: Db, by: 'page' | 'department' | 'agent', ids: readonly string[]) {
  const table = { page: 'page', department: 'department', agent: 'desk_user' }[by];
  const { rows } = await sql<{ id: string; name: string }>`
    select id::text, name from ${sql.table(table)} where id = any(${ids}::uuid[])
  `.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The moments at which a day of a zone's calendar begins, and the day after another one. */
export async function readBounds(db: Db, days: { from: string; to: string; timeZone: string }) {
  const { rows } = await sql<{ from: Date; to: Date }>`
    select ${days.from}::date::timestamp at time zone ${days.timeZone} as "from",
      (${days.to}::date + 1)::timestamp at time zone ${days.timeZone} as "to"
  `.execute(db);
  const [bounds] = rows;
  if (!bounds) throw new Error('Asking for two days answered no row.');
  return bounds;
}
