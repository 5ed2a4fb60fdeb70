import { sql } from 'kysely';
import type { Db } from './db.ts';

/** Whether the database answers, and how many migrations were applied to it. */
export async function countMigrations(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from migration`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Webhook events that wait to be worked off, counted up to 10,000, and when the eldest came. */
export async function readIntakeDepth(db: Db): Promise<{ waiting: number; oldestAt: Date | null }> {
  const { rows } = await sql<{ waiting: number; oldestAt: Date | null }>`
    select
      (select count(*)::int from (select from inbound_event limit 10000) counted) as waiting,
      (select received_at from inbound_event order by id limit 1) as oldest_at
  `.execute(db);
  return rows[0] ?? { waiting: 0, oldestAt: null };
}

/** Unfinished jobs by kind, and those that were given up. */
export async function countJobs(
  db: Db,
): Promise<{ kind: string; state: 'waiting' | 'running' | 'failed'; count: number }[]> {
  const { rows } = await sql<{ kind: string; state: 'waiting' | 'running' | 'failed'; count: number }>`
    select kind, count(*)::int as count,
      case when failed_at is not null then 'failed' when lease_until is not null then 'running' else 'waiting' end as state
    from job
    group by 1, 3
    order by 1, 3
  `.execute(db);
  return rows;
}

/** Inbound events that wait, and jobs that are due or in hand. */
export async function countOpenWork(db: Db, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*)::int from inbound_event)
      + (select count(*)::int from job where failed_at is null and (run_at <= ${now} or lease_until is not null)) as count
  `.execute(db);
  return rows[0]?.count ?? 0;
}

/** Outgoing messages whose fate is not known: on their way, or lost sight of. Index `message_unsettled`. */
export async function countUnsettledMessages(db: Db): Promise<{ status: string; count: number }[]> {
  const { rows } = await sql<{ status: string; count: number }>`
    select status, count(*)::int as count from message where status in ('sending', 'unknown') group by status
  `.execute(db);
  return rows;
}
