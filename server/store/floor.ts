import { sql } from 'kysely';
import type { Db } from './db.ts';
import { isAtWork, presenceOf } from './presence-log.ts';
import { inSight, isMember, type DepartmentSight } from './sight.ts';

/** Which part of the floor is looked at. */
export interface FloorScope {
  /** What who looks may see. */
  sight: DepartmentSight;
  departmentId: string | null;
  pageId: string | null;
}

/** Of a conversation or an episode under an alias: whether it is looked at. */
function inScope(alias: string, { sight, departmentId, pageId }: FloorScope) {
  const of = (column: string) => sql.ref(`${alias}.${column}`);
  return sql`${inSight(of('department_id'), sight)}
    and ${departmentId ? sql`${of('department_id')} = ${departmentId}` : sql`true`}
    and ${pageId ? sql`${of('page_id')} = ${pageId}` : sql`true`}`;
}

/**
 * What began since a moment, as `begun (department_id, at)`: episodes that are over, and those of conversations that
 * are not closed.
 */
export function begunSince(since: Date, scope: FloorScope) {
  return sql`
    select e.department_id, e.begun_at as at from episode e where e.begun_at >= ${since} and ${inScope('e', scope)}
    union all
    select c.department_id, coalesce(c.begun_at, c.opened_at) from conversation c
    where c.status <> 'closed' and coalesce(c.begun_at, c.opened_at) >= ${since} and ${inScope('c', scope)}`;
}

/** Who works in which department, as `member (department_id, user_id)`. */
const membership = sql`select d.id as department_id, u.id as user_id from department d join desk_user u on ${isMember}`;

/** How each department stands. Live conversations are read by the partial indexes of what is not closed. */
export async function readDepartmentFloor(db: Db, scope: FloorScope, now: Date) {
  const hourAgo = new Date(now.getTime() - 3_600_000);
  const { rows } = await sql<{
    id: string;
    name: string;
    color: number;
    waiting: number;
    longestSince: Date | null;
    served: number;
    agentsIn: number;
    agents: number;
    lastHour: number[];
  }>`
    with live as (
      select c.department_id,
        count(*) filter (where c.status = 'open')::int as waiting,
        min(coalesce(c.waiting_since, c.since, c.created_at)) filter (where c.status = 'open') as longest_since,
        count(*) filter (where c.status = 'active')::int as served
      from conversation c
      where c.status <> 'closed' and ${inScope('c', scope)}
      group by c.department_id
    ),
    member as (${membership}),
    staffed as (
      select member.department_id, count(*)::int as agents, count(*) filter (where ${isAtWork})::int as agents_in
      from member join desk_user u on u.id = member.user_id
      where u.disabled_at is null and (u.role = 'agent' or not exists (select from department d
        where d.id = member.department_id and d.is_default))
      group by member.department_id
    ),
    begun as (${begunSince(hourAgo, scope)}),
    eighths as (
      select department_id, least(7, floor(extract(epoch from at - ${hourAgo}::timestamptz) / 450)::int) as eighth,
        count(*)::int as count
      from begun where at <= ${now} group by 1, 2
    )
    select d.id, d.name, d.color, coalesce(live.waiting, 0) as waiting, live.longest_since,
      coalesce(live.served, 0) as served, coalesce(staffed.agents_in, 0) as agents_in,
      coalesce(staffed.agents, 0) as agents,
      array(
        select coalesce((select e.count from eighths e where e.department_id = d.id and e.eighth = n), 0)
        from generate_series(0, 7) n order by n
      ) as last_hour
    from department d
    left join live on live.department_id = d.id
    left join staffed on staffed.department_id = d.id
    where ${inSight(sql`d.id`, scope.sight)} and ${scope.departmentId ? sql`d.id = ${scope.departmentId}` : sql`true`}
    order by d.name, d.id
  `.execute(db);
  return rows;
}

/** Everybody who takes conversations, or has some: how they are there, what they have, and what they did in the last hour. */
export async function readAgentFloor(db: Db, scope: FloorScope, now: Date) {
  const hourAgo = new Date(now.getTime() - 3_600_000);
  const { rows } = await sql<{
    id: string;
    name: string;
    presence: 'available' | 'busy' | 'do-not-disturb' | 'away' | 'offline' | 'inactive';
    presenceName: string | null;
    isAtWork: boolean;
    presenceSince: Date | null;
    inactiveSince: Date | null;
    takesChats: boolean;
    takesTickets: boolean;
    departmentIds: string[];
    usedUnits: number;
    capacityUnits: number | null;
    mostConversations: number | null;
    conversations: number;
    nowId: string | null;
    nowNumber: number | null;
    nowContactId: string | null;
    nowName: string | null;
    nowPsid: string | null;
    replies: number;
  }>`
    with in_hand as (
      select c.assignee_id, count(*)::int as conversations, sum(c.units)::int as used_units
      from conversation c where c.status in ('active', 'wrapup') and ${inScope('c', { ...scope, departmentId: null })}
      group by c.assignee_id
    ),
    said as (
      select r.user_id, count(*)::int as replies from response r
      where r.at > ${hourAgo} and r.at <= ${now} and not r.has_failed and ${inScope('r', { ...scope, departmentId: null })}
      group by r.user_id
    )
    select u.id, u.name, ${presenceOf} as presence, cp.name as presence_name,
      ${isAtWork} as is_at_work, p.began_at as presence_since, u.inactive_since,
      u.takes_chats, u.takes_tickets,
      array(select m.department_id from department_member m where m.user_id = u.id order by m.department_id) as department_ids,
      coalesce(in_hand.used_units, 0) as used_units, u.capacity_units, u.most_conversations,
      coalesce(in_hand.conversations, 0) as conversations,
      latest.id as now_id, latest.number as now_number, latest.contact_id as now_contact_id, latest.name as now_name,
      latest.psid as now_psid, coalesce(said.replies, 0) as replies
    from desk_user u
    left join presence_span p on p.user_id = u.id and p.ended_at is null
    left join custom_presence cp on cp.id = p.custom_presence_id and cp.base = ${presenceOf}
    left join in_hand on in_hand.assignee_id = u.id
    left join said on said.user_id = u.id
    left join lateral (
      select c.id, c.number, c.contact_id, k.name, k.psid from conversation c join contact k on k.id = c.contact_id
      where c.assignee_id = u.id and c.status = 'active' and ${inSight(sql`c.department_id`, scope.sight)}
      order by c.last_activity_at desc, c.id desc limit 1
    ) latest on true
    where u.disabled_at is null
      and (u.role = 'agent' or in_hand.conversations > 0 or said.replies > 0)
      and ${
        scope.departmentId || scope.sight !== 'all'
          ? sql`exists (select from department d where ${isMember} and ${inSight(sql`d.id`, scope.sight)}
              and ${scope.departmentId ? sql`d.id = ${scope.departmentId}` : sql`true`})`
          : sql`true`
      }
    order by u.name, u.id
  `.execute(db);
  return rows;
}

/** Conversations whose 24 hours end within the hour: how many, and those where the customer waits, soonest first. */
export async function readClosing(db: Db, scope: FloorScope, now: Date) {
  const hourMs = 3_600_000;
  const from = new Date(now.getTime() - 24 * hourMs);
  const to = new Date(now.getTime() - 23 * hourMs);
  const closing = sql`c.status <> 'closed' and c.kind = 'messenger' and c.window_anchor_at > ${from}
    and c.window_anchor_at <= ${to} and ${inScope('c', scope)}`;
  const { rows } = await sql<{ closing: number; unanswered: number }>`
    select count(*)::int as closing, count(*) filter (where c.waiting_since is not null)::int as unanswered
    from department d cross join lateral (
      select c.waiting_since from conversation c where c.department_id = d.id and ${closing}
    ) c
  `.execute(db);
  const soonest = await sql<NamedRow & { windowAnchorAt: Date; waitingSince: Date }>`
    select ${named}, c.window_anchor_at, c.waiting_since
    from conversation c join contact k on k.id = c.contact_id
    where ${closing} and c.waiting_since is not null
    order by c.window_anchor_at, c.id limit 5
  `.execute(db);
  return { closing: rows[0]?.closing ?? 0, unanswered: rows[0]?.unanswered ?? 0, soonest: soonest.rows };
}

/** A conversation with what it is called by. */
export interface NamedRow {
  id: string;
  number: number;
  departmentId: string;
  contactId: string;
  name: string | null;
  psid: string;
}

const named = sql`c.id, c.number, c.department_id, c.contact_id, k.name, k.psid`;

/** Conversations whose next promise is over: the longest first. Index `conversation_due_next`. */
export async function readBroken(db: Db, scope: FloorScope, now: Date, most: number) {
  const { rows } = await sql<NamedRow & { dueNextAt: Date; isFirst: boolean }>`
    select ${named}, c.due_next_at,
      (c.first_response_at is null and c.due_next_at is not distinct from c.respond_due_at) as is_first
    from conversation c join contact k on k.id = c.contact_id
    where c.status not in ('closed', 'wrapup') and c.due_next_at < ${now} and ${inScope('c', scope)}
    order by c.due_next_at, c.id limit ${most}
  `.execute(db);
  return rows;
}

/** Open ones that were let go by, or refused, so often within ten minutes: the most often first. */
export async function readDeclined(db: Db, scope: FloorScope, now: Date, least: number) {
  const since = new Date(now.getTime() - 600_000);
  const { rows } = await sql<NamedRow & { times: number; since: Date }>`
    with declined as (
      select o.conversation_id, count(*)::int as times from offer o
      where o.state in ('missed', 'rejected') and o.ended_at > ${since} and o.ended_at <= ${now}
      group by o.conversation_id having count(*) >= ${least}
    )
    select ${named}, declined.times, coalesce(c.since, c.opened_at) as since
    from declined join conversation c on c.id = declined.conversation_id join contact k on k.id = c.contact_id
    where c.status = 'open' and ${inScope('c', scope)}
    order by declined.times desc, c.id limit 5
  `.execute(db);
  return rows;
}

/** Conversations with a reply of the last hour that did not go out. */
export async function readFailedReplies(db: Db, scope: FloorScope, now: Date) {
  const { rows } = await sql<NamedRow & { count: number }>`
    with failed as (
      select r.conversation_id, count(*)::int as count, max(r.at) as at from response r
      where r.has_failed and r.at > ${new Date(now.getTime() - 3_600_000)} and ${inScope('r', scope)}
      group by r.conversation_id order by max(r.at) desc limit 5
    )
    select ${named}, failed.count
    from failed join conversation c on c.id = failed.conversation_id join contact k on k.id = c.contact_id
    where c.status <> 'closed' and exists (
      select from message m where m.conversation_id = c.id and m.direction = 'out' and m.status = 'failed')
    order by failed.at desc
  `.execute(db);
  return rows;
}

/** Pages on which nothing can be sent. */
export async function readPagesDown(db: Db, scope: FloorScope) {
  const { rows } = await sql<{ id: string; name: string; stateSince: Date }>`
    select p.id, p.name, p.state_since from page p
    where p.removed_at is null
      and p.state in ('expired', 'permission-missing', 'subscription-lost', 'restricted', 'silent')
      and ${scope.pageId ? sql`p.id = ${scope.pageId}` : sql`true`}
      and ${inSight(sql`p.department_id`, scope.sight)}
      and ${scope.departmentId ? sql`p.department_id = ${scope.departmentId}` : sql`true`}
    order by p.state_since desc limit 5
  `.execute(db);
  return rows;
}

/** First answers since a moment: half came sooner than the median; how many of those with a promise kept it. */
export async function readFirstAnswers(db: Db, scope: FloorScope, since: Date) {
  const { rows } = await sql<{
    departmentId: string | null;
    medianMs: number | null;
    promised: number;
    kept: number;
  }>`
    with answered as (
      select e.department_id, e.conversation_id, e.number, e.first_response_at, e.respond_due_at from episode e
      where e.begun_at >= ${since}::timestamptz - interval '7 days' and e.first_response_at >= ${since} and ${inScope('e', scope)}
      union all
      select c.department_id, c.id, c.reopened_count, c.first_response_at, c.respond_due_at from conversation c
      where c.status <> 'closed' and c.first_response_at >= ${since} and ${inScope('c', scope)}
    ),
    measured as (
      select a.department_id, a.first_response_at <= a.respond_due_at as was_kept,
        extract(epoch from a.first_response_at - (
          select min(r.asked_at) from response r
          where r.conversation_id = a.conversation_id and r.episode = a.number and r.at = a.first_response_at)) * 1000 as ms
      from answered a
    )
    select department_id, (percentile_cont(0.5) within group (order by ms))::bigint as median_ms,
      count(was_kept)::int as promised, count(*) filter (where was_kept)::int as kept
    from measured group by grouping sets ((department_id), ())
  `.execute(db);
  return rows;
}

/** How those answered who were asked since a moment, by surveys of ours. Index `survey_request_page`. */
export async function readSurveysSince(db: Db, scope: FloorScope, since: Date) {
  const { rows } = await sql<{ asked: number; answered: number; averageOfFive: number | null }>`
    select count(*)::int as asked, count(r.answered_at)::int as answered,
      avg(r.score * 5.0 / r.score_of)::float8 as average_of_five
    from page p join survey_request r on r.page_id = p.id and r.asked_at >= ${since} and r.how <> 'external'
    where ${inScope('r', scope)}
  `.execute(db);
  return rows[0] ?? { asked: 0, answered: 0, averageOfFive: null };
}

/**
 * Who of them was unhappy, the latest first: where the conversation is now must be looked at, too.
 * @param lowShare  up to which share of the best score.
 */
export async function listLowScoresSince(
  db: Db,
  scope: FloorScope,
  { since, lowShare, most }: { since: Date; lowShare: number; most: number },
) {
  const { rows } = await sql<
    NamedRow & {
      departmentName: string;
      departmentColor: number;
      agentId: string | null;
      agentName: string | null;
      score: number;
      scoreOf: number;
      answeredAt: Date;
    }
  >`
    select c.id, c.number, c.department_id, c.contact_id, k.name, k.psid, d.name as department_name,
      d.color as department_color, r.agent_id, u.name as agent_name, r.score, r.score_of, r.answered_at
    from page p
    join survey_request r on r.page_id = p.id and r.asked_at >= ${since}
    join conversation c on c.id = r.conversation_id
    join contact k on k.id = c.contact_id
    join department d on d.id = c.department_id
    left join desk_user u on u.id = r.agent_id
    where ${inScope('r', scope)} and ${inScope('c', scope)} and r.score <= r.score_of * ${lowShare}::float8
    order by r.answered_at desc, r.id desc limit ${most}
  `.execute(db);
  return rows;
}

/** How many began and how many ended in each hour since a moment. */
export async function readHours(db: Db, scope: FloorScope, since: Date) {
  const { rows } = await sql<{ hour: number; begun: number; ended: number }>`
    select hour, sum(begun)::int as begun, sum(ended)::int as ended from (
      select floor(extract(epoch from at - ${since}::timestamptz) / 3600)::int as hour, 1 as begun, 0 as ended
      from (${begunSince(since, scope)}) begun
      union all
      select floor(extract(epoch from e.ended_at - ${since}::timestamptz) / 3600)::int, 0, 1
      from episode e where e.ended_at >= ${since} and ${inScope('e', scope)}
    ) counted group by hour
  `.execute(db);
  return rows;
}

/** What somebody saved as their own, as it is stored; null: nothing. */
export async function readFloorFilter(db: Db, userId: string): Promise<unknown> {
  const row = await db
    .selectFrom('deskUser')
    .select('floorFilter')
    .where('id', '=', userId)
    .executeTakeFirst();
  return row?.floorFilter ?? null;
}

export async function saveFloorFilter(db: Db, userId: string, filter: object): Promise<void> {
  await db
    .updateTable('deskUser')
    .set({ floorFilter: JSON.stringify(filter) })
    .where('id', '=', userId)
    .execute();
}
