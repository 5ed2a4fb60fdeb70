import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

export interface NewJob {
  kind: string;
  /** Jobs of one kind and key run one after another, in order of their ids. */
  key?: string;
  /** While an unfinished job of this name exists, another is not added. */
  uniqueKey?: string;
  payload?: Record<string, unknown>;
  /** Absent: as soon as possible. */
  runAt?: Date;
  maxAttempts?: number;
}

/**
 * Writes jobs in the caller's transaction: nothing is enqueued for a change that rolled back.
 * One statement for any number of jobs, in their order. Ring the bell after the commit.
 */
export async function enqueueJobs(tx: Tx | Db, jobs: readonly NewJob[], now: Date): Promise<void> {
  if (jobs.length === 0) return;
  const rows = jobs.map((job, position) => ({
    position,
    kind: job.kind,
    key: job.key ?? null,
    unique_key: job.uniqueKey ?? null,
    payload: job.payload ?? {},
    run_at: (job.runAt ?? now).toISOString(),
    max_attempts: job.maxAttempts ?? 10,
  }));
  await sql`
    insert into job (kind, key, unique_key, payload, run_at, max_attempts, created_at)
    select kind, key, unique_key, payload, run_at, max_attempts, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as job (position integer, kind text, key text, unique_key text, payload jsonb, run_at timestamptz, max_attempts integer)
    order by position
    on conflict (unique_key) where unique_key is not null and failed_at is null do nothing
  `.execute(tx);
}
