import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from './db.ts';
import { isOfStream } from './routing-rules.ts';
import { inSight, type DepartmentSight } from './sight.ts';

/** What is stored of how a conversation began, in one row. */
export interface BeginningRow {
  id: string;
  number: number;
  kind: 'messenger' | 'comment';
  status: 'open' | 'active' | 'waiting' | 'wrapup' | 'closed';
  assigneeId: string | null;
  departmentId: string;
  openedAt: Date;
  referrals: unknown;
  routesUntil: Date | null;
  pageId: string;
  pageName: string;
  pageDepartmentId: string;
  /** Its department is one that somebody chose, and not the default one. */
  pageHasOwnDepartment: boolean;
  pageRulesFirst: boolean;
  contactId: string;
  psid: string;
  name: string | null;
  firstName: string | null;
  lastName: string | null;
  pictureFileId: string | null;
  locale: string | null;
  timezone: number | null;
  profileState: 'pending' | 'known' | 'unavailable';
  firstSeenAt: Date;
  /** To a customer's card. */
  isLinked: boolean;
  /** As `readCards` tells it. */
  card: unknown;
  /** Null: the customer has not written. */
  firstMessageId: string | null;
  firstText: string | null;
  firstTapped: unknown;
  hasAttachment: boolean;
  earlierCount: number;
  earlierLastAt: Date | null;
  /** `{name: value}` */
  variables: unknown;
  /** Ids of departments that were full when its rules were first asked, as far as these name them; null: not known. */
  fullThen: unknown;
}

/**
 * How conversations began, of some ids. Index `message_timeline` gives each its first message, `conversation_contact`
 * its person's earlier ones.
 *
 * @param options.withCards  false: no rule asks who they are by their cards.
 */
export async function readBeginnings(
  db: Db | Tx,
  ids: readonly string[],
  { withCards }: { withCards: boolean } = { withCards: true },
): Promise<BeginningRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<BeginningRow>`
    select c.id, c.number, c.kind, c.status, c.assignee_id, c.department_id, c.opened_at, c.referrals, c.routes_until,
      p.id as page_id, p.name as page_name, p.department_id as page_department_id,
      not home.is_default as page_has_own_department,
      coalesce((p.settings -> 'general' ->> 'rulesFirst')::boolean, false) as page_rules_first,
      k.id as contact_id, k.psid, k.name, k.first_name, k.last_name, k.picture_file_id, k.locale,
      k.timezone::double precision as timezone,
      k.profile_state, k.first_seen_at, exists (select from customer_profile l where l.contact_id = k.id) as is_linked,
      ${withCards ? cardOf(sql`c.opened_at`) : sql`null`} as card,
      first.id as first_message_id, first.text as first_text, first.tapped as first_tapped,
      exists (select from attachment a where a.message_id = first.id) as has_attachment,
      earlier.count as earlier_count, earlier.last_at as earlier_last_at,
      (
        select jsonb_object_agg(v.name, coalesce(v.text, v.number::text))
        from conversation_variable v where v.conversation_id = c.id
      ) as variables,
      (
        select d.detail -> 'full' from assignment_decision d where d.conversation_id = c.id and d.kind = 'routing'
        order by d.at, d.id limit 1
      ) as full_then
    from conversation c
    join page p on p.id = c.page_id
    join department home on home.id = p.department_id
    join contact k on k.id = c.contact_id
    left join lateral (
      select m.id, m.text, m.tapped from message m
      where m.conversation_id = c.id and m.kind = 'message' and m.direction = 'in'
      order by m.at, m.id limit 1
    ) as first on true
    cross join lateral (
      select count(*)::integer as count, max(before.last_activity_at) as last_at from conversation before
      where before.contact_id = c.contact_id and before.id <> c.id and before.opened_at < c.opened_at
    ) as earlier
    where c.id = any(${ids}::uuid[])
  `.execute(db);
  return rows;
}

/** Who `contact k` is, by their card, and which of their tickets were open at a time. */
function cardOf(at: RawBuilder<unknown>) {
  const withMerged = (id: RawBuilder<unknown>) =>
    sql`array(select ${id} where ${id} is not null union all select m.id from customer m where m.merged_into = ${id})`;
  return sql`(
    select jsonb_build_object(
      'cardIds', ${withMerged(sql`u.id`)},
      'companyIds', ${withMerged(sql`case when u.kind = 'company' then u.id else u.company_id end`)},
      'managerId', u.manager_id, 'fields', coalesce(u.fields, '{}'),
      'tickets', array(
        select t.number::text from conversation t
        where t.contact_id = any(array(
          select k.id union select o.contact_id from customer_profile o where o.customer_id = u.id
        ))
          and (t.kind = 'comment' or t.mode = 'ticket')
          and t.opened_at < ${at} and (t.closed_at is null or t.closed_at > ${at})
        order by t.number
      )
    )
    from (select k.id) as who
    left join customer_profile l on l.contact_id = k.id
    left join customer u on u.id = l.customer_id
  )`;
}

/** Who these people are, by their cards, as of now. */
export async function readCards(
  tx: Tx,
  contactIds: readonly string[],
  now: Date,
): Promise<Map<string, unknown>> {
  const { rows } = await sql<{ id: string; card: unknown }>`
    select k.id, ${cardOf(sql`${now}::timestamptz`)} as card from contact k where k.id = any(${contactIds}::uuid[])
  `.execute(tx);
  return new Map(rows.map(({ id, card }) => [id, card]));
}

/** Ids of the newest conversations of a stream that are in sight, newest first. Index `conversation_stream_opened`. */
export async function listNewestOf(
  db: Db | Tx,
  stream: { id: string; isDefault: boolean },
  sight: DepartmentSight,
  limit: number,
): Promise<string[]> {
  const seen = inSight(sql`department_id`, sight);
  const { rows } = await sql<{ id: string }>`
    select c.id from (
      (select id, opened_at from conversation where work_stream_id = ${stream.id} and ${seen}
        order by opened_at desc limit ${limit})
      union all
      (
        select id, opened_at from conversation where ${stream.isDefault} and work_stream_id is null and ${seen}
        order by opened_at desc limit ${limit}
      )
    ) as c
    order by c.opened_at desc, c.id desc limit ${limit}
  `.execute(db);
  return rows.map((row) => row.id);
}

/** Whether a conversation is of a stream, and in which department it is. */
export async function findInStream(db: Db | Tx, stream: { id: string; isDefault: boolean }, id: string) {
  const { rows } = await sql<{ id: string; departmentId: string }>`
    select c.id, c.department_id from conversation c where c.id = ${id} and ${isOfStream(stream)}
  `.execute(db);
  return rows[0];
}

/** The next conversations of a stream that wait for an agent, by id, locked. */
export async function lockQueuedOf(
  tx: Tx,
  stream: { id: string; isDefault: boolean },
  after: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from conversation c
    where c.status = 'open' and c.assignee_id is null and c.id > ${after} and ${isOfStream(stream)}
    order by c.id limit ${limit}
    for update
  `.execute(tx);
  return rows.map((row) => row.id);
}

/** What intake does not have in hand of people whose conversations begin. */
export async function readPeopleOf(tx: Tx, contactIds: readonly string[]) {
  if (contactIds.length === 0) return [];
  const { rows } = await sql<{
    id: string;
    psid: string;
    name: string | null;
    firstName: string | null;
    lastName: string | null;
    locale: string | null;
    timezone: number | null;
    profileState: 'pending' | 'known' | 'unavailable';
    firstSeenAt: Date;
    isLinked: boolean;
    earlierCount: number;
    earlierLastAt: Date | null;
  }>`
    select k.id, k.psid, k.name, k.first_name, k.last_name, k.locale, k.timezone::double precision as timezone,
      k.profile_state, k.first_seen_at, exists (select from customer_profile l where l.contact_id = k.id) as is_linked,
      earlier.count as earlier_count, earlier.last_at as earlier_last_at
    from contact k
    cross join lateral (
      select count(*)::integer as count, max(c.last_activity_at) as last_at from conversation c
      where c.contact_id = k.id and not c.awaits_customer
    ) as earlier
    where k.id = any(${contactIds}::uuid[])
  `.execute(tx);
  return rows;
}

/** What cards and people among these ids are called. */
export async function readLookupNames(db: Db | Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from customer where id = any(${ids}::uuid[])
    union all select id, name from desk_user where id = any(${ids}::uuid[])
  `.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
