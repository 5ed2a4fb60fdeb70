import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** Capacity profiles with the work streams that take of them, by name: all, or the one. */
export async function listCapacityProfiles(db: Db | Tx, id?: string) {
  let query = db
    .selectFrom('capacityProfile as p')
    .select(['p.id', 'p.name', 'p.itemLimit', 'p.resets', 'p.blocks'])
    .select(
      sql<{ id: string; name: string }[]>`coalesce((
        select json_agg(json_build_object('id', s.id, 'name', s.name) order by pagedesk_fold(s.name)) from work_stream s
        where s.settings -> 'capacityProfileIds' ? p.id::text
      ), '[]')`.as('workStreams'),
    );
  if (id !== undefined) query = query.where('p.id', '=', id);
  return query.orderBy(sql`pagedesk_fold(p.name)`).execute();
}

interface ProfileFields {
  name: string;
  itemLimit: number;
  resets: 'at-once' | 'end-of-day';
  blocks: boolean;
}

/** @throws a violation of `capacity_profile_name` when the name is taken. */
export async function insertCapacityProfile(
  tx: Tx,
  profile: ProfileFields & { id: string; createdAt: Date },
): Promise<void> {
  await tx.insertInto('capacityProfile').values(profile).execute();
}

/** @returns false when there is none. @throws a violation of `capacity_profile_name` when the name is taken. */
export async function updateCapacityProfile(tx: Tx, id: string, profile: ProfileFields): Promise<boolean> {
  const done = await tx.updateTable('capacityProfile').set(profile).where('id', '=', id).executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Nothing takes of it any more. @returns its name; undefined when there was none. */
export async function deleteCapacityProfile(tx: Tx, id: string): Promise<string | undefined> {
  const row = await tx
    .deleteFrom('capacityProfile')
    .where('id', '=', id)
    .returning('name')
    .executeTakeFirst();
  if (!row) return undefined;
  await sql`
    update work_stream
    set settings = jsonb_set(settings, array['capacityProfileIds'], (settings -> 'capacityProfileIds') - ${id}::text),
      version = version + 1
    where settings -> 'capacityProfileIds' ? ${id}
  `.execute(tx);
  return row.name;
}

/** Gives somebody exactly these limits of their own; of profiles that are gone none. */
export async function setOwnLimits(
  tx: Tx,
  userId: string,
  limits: readonly { profileId: string; itemLimit: number }[],
): Promise<void> {
  await tx.deleteFrom('userCapacity').where('userId', '=', userId).execute();
  if (limits.length > 0) {
    await tx
      .insertInto('userCapacity')
      .values(limits.map((limit) => ({ ...limit, userId })))
      .execute();
  }
}

export interface OwnLimitRow {
  userId: string;
  profileId: string;
  itemLimit: number;
}

/** Limits that these people have of their own. */
export async function readOwnLimits(db: Db | Tx, userIds: readonly string[]): Promise<OwnLimitRow[]> {
  return db
    .selectFrom('userCapacity')
    .select(['userId', 'profileId', 'itemLimit'])
    .where('userId', '=', (eb) => eb.fn.any(eb.val(userIds)))
    .execute();
}

export interface HeldRow {
  userId: string;
  departmentId: string;
  workStreamId: string | null;
  count: number;
}

/**
 * How many conversations these people have in hand, and are offered, by department and work stream. Who was only asked for
 * advice, or looks on, has none. Indexes `conversation_in_hand`, `offer_of_user`.
 */
export async function readHeld(db: Db | Tx, userIds: readonly string[]): Promise<HeldRow[]> {
  if (userIds.length === 0) return [];
  const { rows } = await sql<HeldRow>`
    select assignee_id as user_id, department_id, work_stream_id, count(*)::int as count
    from conversation
    where assignee_id = any(${userIds}::uuid[]) and status in ('active', 'wrapup')
    group by assignee_id, department_id, work_stream_id
    union all
    select o.user_id, c.department_id, c.work_stream_id, count(*)::int
    from offer o join conversation c on c.id = o.conversation_id
    where o.user_id = any(${userIds}::uuid[]) and o.state = 'offered'
    group by o.user_id, c.department_id, c.work_stream_id
  `.execute(db);
  return rows;
}

/**
 * How many conversations these people had in hand since their day began, and have no more, by work stream. Index
 * `conversation_span_ended`.
 */
export async function readSpent(
  db: Db | Tx,
  userIds: readonly string[],
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<Omit<HeldRow, 'departmentId'>[]> {
  if (userIds.length === 0) return [];
  const { rows } = await sql<Omit<HeldRow, 'departmentId'>>`
    select s.assignee_id as user_id, c.work_stream_id, count(distinct s.conversation_id)::int as count
    from conversation_span s join conversation c on c.id = s.conversation_id
    where s.ended_at >= date_trunc('day', ${now}::timestamptz, ${timeZone})
      and s.assignee_id = any(${userIds}::uuid[]) and s.status in ('active', 'wrapup')
      and not (c.assignee_id is not distinct from s.assignee_id and c.status in ('active', 'wrapup'))
    group by s.assignee_id, c.work_stream_id
  `.execute(db);
  return rows;
}

/** How many conversations somebody may have at once: as is set for them, and for a department; null: neither is. */
export async function readMost(
  db: Db | Tx,
  userId: string,
  departmentId: string | null,
): Promise<{ ownMost: number | null; departmentMost: number | null }> {
  const { rows } = await sql<{ ownMost: number | null; departmentMost: number | null }>`
    select u.most_conversations as own_most,
      (select (d.rules ->> 'mostConversations')::int from department d where d.id = ${departmentId}::uuid) as department_most
    from desk_user u where u.id = ${userId}
  `.execute(db);
  return rows[0] ?? { ownMost: null, departmentMost: null };
}
