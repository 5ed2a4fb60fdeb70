import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

export interface NewJob {
  kind: string;
  /** Jobs of one kind and key run one after another, in order of their ids. */
  key?: string;
  /** While an unfinished job of this name exists, another is not added. */
  uniqueKey?: string;
  /** Whose work it is: jobs of one page never take all places of their kind. */
  pageId?: string;
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
  if (jobs.length > 0) await jobInsert(jobs, now).execute(tx);
}

/** The statement that writes jobs, to be run as it is or as a part of another one. */
export function jobInsert(jobs: readonly NewJob[], now: Date) {
  const rows = jobs.map((job, position) => ({
    position,
    kind: job.kind,
    key: job.key ?? null,
    unique_key: job.uniqueKey ?? null,
    page_id: job.pageId ?? null,
    payload: job.payload ?? {},
    run_at: (job.runAt ?? now).toISOString(),
    max_attempts: job.maxAttempts ?? 10,
  }));
  return sql`
    insert into job (kind, key, unique_key, page_id, payload, run_at, max_attempts, created_at)
    select kind, key, unique_key, page_id, payload, run_at, max_attempts, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as job (position integer, kind text, key text, unique_key text, page_id uuid,
        payload jsonb, run_at timestamptz, max_attempts integer)
    order by position
    on conflict (unique_key) where unique_key is not null and failed_at is null do nothing
  `;
}

/**
 * Lets the commit of a statement not wait for the disk. A power cut may then lose what a worker noted on its
 * job, which is as if the worker had died: the job runs again, as it may at any time. What a job does is
 * committed by itself, and waits.
 */
const withoutWaiting = sql<boolean>`(select set_config('synchronous_commit', 'off', true)) = 'off'`;

/** A job in a worker's hand. `attempts` counts this attempt and proves, with the lease, whose hand it is. */
export interface ClaimedJob {
  id: number;
  kind: string;
  key: string | null;
  pageId: string | null;
  payload: unknown;
  attempts: number;
  maxAttempts: number;
}

/** How many jobs of a kind may be taken now, and which pages have enough of them running already. */
export interface JobPlaces {
  kind: string;
  places: number;
  busyPageIds: readonly string[];
}

/**
 * Takes due jobs of several kinds at once and leases them. A keyed job is taken only when no earlier
 * unfinished job of its kind and key exists: the head holds its followers also while it waits for a retry.
 *
 * Two workers never take the same job (`skip locked`, and the lease is checked again on the locked row). An
 * earlier job of a key that commits late cannot be overtaken, since keyed jobs of one key are written under
 * a lock that lasts to the commit (the conversation's row).
 *
 * Index: job_due gives each kind its due jobs in order, job_order answers the question for the head.
 */
export async function claimJobs(
  db: Db | Tx,
  wanted: readonly JobPlaces[],
  now: Date,
  leaseUntil: Date,
): Promise<ClaimedJob[]> {
  const places = wanted
    .filter((kind) => kind.places > 0)
    .map((kind) => ({ kind: kind.kind, places: kind.places, busy: kind.busyPageIds }));
  if (places.length === 0) return [];
  const { rows } = await sql<ClaimedJob>`
    update job
    set lease_until = ${leaseUntil}::timestamptz, attempts = attempts + 1
    where id = any(array(
      select due.id
      from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as wanted (kind text, places integer, busy uuid[])
      cross join lateral (
        select job.id
        from job
        where job.kind = wanted.kind
          and job.run_at <= ${now}::timestamptz
          and job.lease_until is null
          and job.failed_at is null
          and (job.page_id is null or job.page_id <> all (wanted.busy))
          and (job.key is null or not exists (
            select from job as earlier
            where earlier.kind = job.kind and earlier.key = job.key
              and earlier.failed_at is null and earlier.id < job.id))
        order by job.run_at, job.id
        limit wanted.places
        for update skip locked
      ) as due
    ))
      and ${withoutWaiting}
    returning id, kind, key, page_id, payload, attempts, max_attempts
  `.execute(db);
  return rows.toSorted((a, b) => a.id - b.id);
}

/** Removes a job that is done. @returns false when the lease was lost meanwhile: somebody else may run it again. */
export async function finishJob(db: Db | Tx, job: ClaimedJob): Promise<boolean> {
  const done = await db
    .deleteFrom('job')
    .where('id', '=', job.id)
    .where('attempts', '=', job.attempts)
    .where('leaseUntil', 'is not', null)
    .where(withoutWaiting)
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}

/**
 * Gives a job back to be run again at a later time.
 * @param outcome.countsAsAttempt  false when nothing was tried, for example while the page is paused.
 */
export async function postponeJob(
  db: Db | Tx,
  job: ClaimedJob,
  outcome: { runAt: Date; reason: string; countsAsAttempt: boolean },
): Promise<void> {
  await db
    .updateTable('job')
    .set({
      leaseUntil: null,
      runAt: outcome.runAt,
      lastError: outcome.reason,
      attempts: outcome.countsAsAttempt ? job.attempts : job.attempts - 1,
    })
    .where('id', '=', job.id)
    .where('attempts', '=', job.attempts)
    .where('leaseUntil', 'is not', null)
    .execute();
}

/** Gives a job up for good. It stays for a look and no longer holds the later jobs of its key. */
export async function failJob(db: Db | Tx, job: ClaimedJob, reason: string, at: Date): Promise<void> {
  await db
    .updateTable('job')
    .set({ leaseUntil: null, failedAt: at, lastError: reason })
    .where('id', '=', job.id)
    .where('attempts', '=', job.attempts)
    .where('leaseUntil', 'is not', null)
    .execute();
}

/** Prolongs the leases of the jobs in hand, in one statement. */
export async function prolongLeases(
  db: Db | Tx,
  jobs: readonly ClaimedJob[],
  leaseUntil: Date,
): Promise<void> {
  if (jobs.length === 0) return;
  const held = jobs.map((job) => ({ id: job.id, attempts: job.attempts }));
  await sql`
    update job
    set lease_until = ${leaseUntil}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(held)}::jsonb) as held (id bigint, attempts integer)
    where job.id = held.id and job.attempts = held.attempts and job.lease_until is not null
  `.execute(db);
}

/**
 * Frees jobs whose worker died (their lease ran out), and gives up those that had their last attempt: the
 * attempt was counted at the claim, so a job that kills its process stops too.
 * @returns how many are free again.
 */
export async function freeExpiredLeases(db: Db | Tx, now: Date): Promise<number> {
  const { rows } = await sql<{ failedAt: Date | null }>`
    update job
    set lease_until = null,
      run_at = ${now}::timestamptz,
      last_error = 'The worker that held it ended.',
      failed_at = case when attempts >= max_attempts then ${now}::timestamptz end
    where lease_until < ${now}::timestamptz
    returning failed_at
  `.execute(db);
  return rows.filter((row) => row.failedAt === null).length;
}

/** When the next job of these kinds falls due after now; null when none waits. */
export async function findNextDue(db: Db | Tx, kinds: readonly string[], now: Date): Promise<Date | null> {
  const { rows } = await sql<{ runAt: Date | null }>`
    select min(next.run_at) as run_at
    from unnest(${kinds}::text[]) as wanted (kind)
    cross join lateral (
      select run_at from job
      where job.kind = wanted.kind and run_at > ${now}::timestamptz and lease_until is null and failed_at is null
      order by run_at
      limit 1
    ) as next
  `.execute(db);
  return rows[0]?.runAt ?? null;
}

/** Makes waiting jobs of one kind and page due now: what was held is tried at once. Ring the bell after the commit. */
export async function hurryJobs(db: Db | Tx, kind: string, pageId: string, now: Date): Promise<void> {
  await db
    .updateTable('job')
    .set({ runAt: now })
    .where('kind', '=', kind)
    .where('pageId', '=', pageId)
    .where('runAt', '>', now)
    .where('leaseUntil', 'is', null)
    .where('failedAt', 'is', null)
    .execute();
}

/** Jobs that are due and not taken, and the age of the oldest in milliseconds: for readiness and metrics. */
export async function readQueueDepth(db: Db | Tx, now: Date): Promise<{ waiting: number; oldestMs: number }> {
  const { rows } = await sql<{ waiting: number; oldest: Date | null }>`
    select count(*) as waiting, min(run_at) as oldest
    from job
    where run_at <= ${now}::timestamptz and lease_until is null and failed_at is null
  `.execute(db);
  const oldest = rows[0]?.oldest ?? null;
  return { waiting: rows[0]?.waiting ?? 0, oldestMs: oldest ? now.getTime() - oldest.getTime() : 0 };
}

/** Removes jobs that were given up before a time. */
export async function pruneFailedJobs(db: Db | Tx, before: Date): Promise<number> {
  const done = await db.deleteFrom('job').where('failedAt', '<', before).executeTakeFirst();
  return Number(done.numDeletedRows);
}
