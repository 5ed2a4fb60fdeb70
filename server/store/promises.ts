import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import { rowsOf } from './rows-of.ts';

export interface PromiseRow {
  id: string;
  name: string;
  respondMinutes: number | null;
  resolveMinutes: number | null;
  operatingHoursId: string | null;
  hoursName: string | null;
  departments: { id: string; name: string }[];
  workStreams: { id: string; name: string; isDefault: boolean }[];
}

/** Promises by name, with what goes by them: all, or those asked for. */
export async function listPromises(db: Db | Tx, ids?: readonly string[]): Promise<PromiseRow[]> {
  const { rows } = await sql<PromiseRow>`
    select p.id, p.name, p.respond_minutes, p.resolve_minutes, p.operating_hours_id, h.name as hours_name,
      coalesce((select json_agg(json_build_object('id', d.id, 'name', d.name) order by d.name, d.id)
        from department d where d.promise_id = p.id), '[]') as departments,
      coalesce((select json_agg(json_build_object('id', s.id, 'name', s.name, 'isDefault', s.is_default) order by s.name, s.id)
        from work_stream s where s.promise_id = p.id), '[]') as work_streams
    from promise p left join operating_hours h on h.id = p.operating_hours_id
    where ${ids ? sql`p.id = any(${ids}::uuid[])` : sql`true`}
    order by pagedesk_fold(p.name)
  `.execute(db);
  return rows;
}

export interface PromiseFields {
  name: string;
  respondMinutes: number | null;
  resolveMinutes: number | null;
  operatingHoursId: string | null;
}

/** @throws a violation of `promise_name`, or of `promise_operating_hours_id_fkey`. */
export async function insertPromise(
  tx: Tx,
  row: PromiseFields & { id: string; createdAt: Date },
): Promise<void> {
  await tx.insertInto('promise').values(row).execute();
}

/** @throws as `insertPromise` does. */
export async function updatePromise(tx: Tx, id: string, change: Partial<PromiseFields>): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await tx.updateTable('promise').set(change).where('id', '=', id).execute();
}

/** Says what goes by a promise, and by no other any more. @returns how many of the ids there are. */
export async function setUsers(
  tx: Tx,
  table: 'department' | 'workStream',
  promiseId: string,
  ids: readonly string[],
): Promise<number> {
  const name = sql.table(table === 'department' ? 'department' : 'work_stream');
  await sql`update ${name} set promise_id = null where promise_id = ${promiseId} and id <> all(${ids}::uuid[])`.execute(
    tx,
  );
  const done = await sql`update ${name} set promise_id = ${promiseId} where id = any(${ids}::uuid[])`.execute(
    tx,
  );
  return Number(done.numAffectedRows ?? 0n);
}

/** Removes it; nothing is due by it any more. @returns its name, and the conversations that lose a due time. */
export async function deletePromise(tx: Tx, id: string) {
  const row = await tx.deleteFrom('promise').where('id', '=', id).returning('name').executeTakeFirst();
  if (!row) return undefined;
  const freed = await tx
    .updateTable('conversation')
    .set((eb) => ({
      respondDueAt: null,
      resolveDueAt: null,
      promiseStamp: null,
      version: eb('version', '+', 1),
    }))
    .where('promiseStamp', 'like', `${id}%`)
    .where('status', '<>', 'closed')
    .returning(['id', 'departmentId'])
    .execute();
  return { name: row.name, freed };
}

/** By what the conversations of a department, of one work stream or of all, are reckoned now. */
export interface Stamp {
  departmentId: string;
  /** Null: of the department itself, where its stream has none. */
  streamId: string | null;
  isDefault: boolean;
  stamp: string;
}

export interface UnreckonedRow {
  id: string;
  departmentId: string;
  /** Of the promise that applies; null: none. */
  stamp: string | null;
  fullStamp: string | null;
  begunAt: Date;
  /** Since when the customer waited for the first answer; null: they asked nothing yet. */
  askedAt: Date | null;
}

/**
 * Live conversations whose due times are reckoned by something else than what applies to them now: new, reopened and
 * moved ones, and all of a promise that was changed. Locked; those that somebody holds come next time.
 */
export async function lockUnreckoned(
  tx: Tx,
  stamps: readonly Stamp[],
  most: number,
): Promise<UnreckonedRow[]> {
  const { rows } = await sql<UnreckonedRow>`
    with place as (
      select "departmentId" as department_id, "streamId" as stream_id, "isDefault" as is_default, row."stamp" as stamp
      from ${rowsOf(stampColumns, stamps)}
    )
    select c.id, c.department_id, reckoned.stamp, wanted.full_stamp, coalesce(c.begun_at, c.opened_at) as begun_at,
      asked.at as asked_at
    from conversation c
    left join lateral (
      select p.stamp from place p
      where p.department_id = c.department_id
        and (p.stream_id is null or p.stream_id = c.work_stream_id or (c.work_stream_id is null and p.is_default))
      order by p.stream_id is null limit 1
    ) as reckoned on true
    cross join lateral (
      select coalesce((
        select min(r.asked_at) from response r
        where r.conversation_id = c.id and r.episode = c.reopened_count and not r.has_failed
      ), c.waiting_since) as at
    ) as asked
    cross join lateral (
      select reckoned.stamp || ':' || c.reopened_count || ':' || (asked.at is not null) as full_stamp
    ) as wanted
    where c.status <> 'closed' and c.promise_stamp is distinct from wanted.full_stamp
    order by c.id
    limit ${most}
    for no key update of c skip locked
  `.execute(tx);
  return rows;
}

const stampColumns = { departmentId: 'uuid', streamId: 'uuid', isDefault: 'boolean', stamp: 'text' } as const;

const dueColumns = {
  id: 'uuid',
  respondDueAt: 'timestamptz',
  resolveDueAt: 'timestamptz',
  stamp: 'text',
} as const;

/**
 * Writes until when locked conversations are to be answered and done. What was due before `toldUntil` is not told any more:
 * a new promise would call for everything that is old.
 */
export async function setDueTimes(
  tx: Tx,
  rows: readonly { id: string; respondDueAt: Date | null; resolveDueAt: Date | null; stamp: string | null }[],
  toldUntil: Date,
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update conversation as c set respond_due_at = "respondDueAt", resolve_due_at = "resolveDueAt", promise_stamp = "stamp",
      due_told_at = case when least("respondDueAt", "resolveDueAt") < ${toldUntil} then ${toldUntil}::timestamptz end,
      version = c.version + 1
    from ${rowsOf(dueColumns, rows)}
    where c.id = row."id"
  `.execute(tx);
}

/** Conversations whose next due time is over, and was not told as missed; they are now. Index `conversation_due_next`. */
export async function takeBroken(tx: Tx, now: Date, most: number) {
  const { rows } = await sql<{ id: string; departmentId: string; promise: 'respond' | 'resolve' }>`
    with broken as (
      select c.id from conversation c
      where c.status in ('open', 'active', 'waiting') and c.due_next_at < ${now}
        and (c.due_told_at is null or c.due_told_at < c.due_next_at)
      order by c.id limit ${most}
      for no key update skip locked
    )
    update conversation c set due_told_at = c.due_next_at
    from broken where c.id = broken.id
    returning c.id, c.department_id,
      case when c.first_response_at is null and c.due_next_at = c.respond_due_at then 'respond' else 'resolve' end as promise
  `.execute(tx);
  return rows;
}
