import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** Any number that only this product takes: two processes make or drop partitions one after another. */
const partitionLock = 7_243_002;
const dayMs = 24 * 60 * 60 * 1_000;
const daysAhead = 3;

/**
 * Makes the journal's partitions for today (UTC) and the next days. Rows that came to the default partition
 * because a day was missing move to their day. Safe to repeat, and at the same time as its twin.
 *
 * @returns names of the partitions that were made now.
 */
export async function ensurePartitions(db: Db, now: Date): Promise<string[]> {
  const today = Math.floor(now.getTime() / dayMs);
  const days = Array.from({ length: daysAhead + 1 }, (_, ahead) => today + ahead);
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${partitionLock})`.execute(tx);
    const existing = new Set((await listPartitions(tx)).map((partition) => partition.name));
    const missing = days.filter((day) => !existing.has(nameOf(day)));
    for (const day of missing) await makePartition(tx, day);
    return missing.map(nameOf);
  });
}

/**
 * Drops the days of the journal that end at or before a moment, except those whose events are not worked off yet.
 *
 * @returns names of the partitions that were dropped.
 */
export async function dropOldPartitions(db: Db, before: Date): Promise<string[]> {
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${partitionLock})`.execute(tx);
    const dropped: string[] = [];
    for (const { name, day } of await listPartitions(tx)) {
      const endsAt = new Date((day + 1) * dayMs);
      if (endsAt > before || (await hasEventsBetween(tx, new Date(day * dayMs), endsAt))) continue;
      await sql`drop table ${sql.id(name)}`.execute(tx);
      dropped.push(name);
    }
    await sql`
      delete from delivery_default
      where received_at < ${before}
        and not exists (select from inbound_event
          where inbound_event.delivery_id = delivery_default.id
            and inbound_event.received_at = delivery_default.received_at)
    `.execute(tx);
    return dropped;
  });
}

interface Partition {
  name: string;
  /** Days since 1970, UTC. */
  day: number;
}

async function listPartitions(tx: Tx): Promise<Partition[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_inherits
    join pg_class on pg_class.oid = pg_inherits.inhrelid
    where inhparent = 'delivery'::regclass
    order by relname
  `.execute(tx);
  return rows.flatMap(({ name }) => {
    const match = /^delivery_(\d{4})(\d{2})(\d{2})$/.exec(name);
    return match
      ? { name, day: Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / dayMs }
      : [];
  });
}

/** Attached rather than created in place: writers to the other days are not kept waiting. */
async function makePartition(tx: Tx, day: number): Promise<void> {
  const table = sql.id(nameOf(day));
  const from = sql.lit(new Date(day * dayMs).toISOString());
  const to = sql.lit(new Date((day + 1) * dayMs).toISOString());
  await sql`create table ${table} (like delivery including all)`.execute(tx);
  await sql`
    with moved as (delete from delivery_default where received_at >= ${from} and received_at < ${to} returning *)
    insert into ${table} select * from moved
  `.execute(tx);
  await sql`alter table delivery attach partition ${table} for values from (${from}) to (${to})`.execute(tx);
}

async function hasEventsBetween(tx: Tx, from: Date, to: Date): Promise<boolean> {
  const { rows } = await sql`
    select from inbound_event where received_at >= ${from} and received_at < ${to} limit 1
  `.execute(tx);
  return rows.length > 0;
}

function nameOf(day: number): string {
  return `delivery_${new Date(day * dayMs).toISOString().slice(0, 10).replaceAll('-', '')}`;
}
