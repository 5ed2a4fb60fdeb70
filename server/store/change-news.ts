import { sql } from 'kysely';
import type { Tx } from './db.ts';
import { enqueueJobs, jobInsert, type NewJob } from './job-queue.ts';
import { appendLiveEvents, liveEventInsert, type NewLiveEvent } from './live-log.ts';

/**
 * Writes what a change tells the browsers and what it leaves to do, in its transaction. One statement for both:
 * a reply has both, and each round trip stands between the click and the call to Facebook.
 */
export async function writeNews(
  tx: Tx,
  news: { events: readonly NewLiveEvent[]; jobs: readonly NewJob[] },
  at: Date,
): Promise<void> {
  const { events, jobs } = news;
  if (jobs.length === 0) return appendLiveEvents(tx, events, at);
  if (events.length === 0) return enqueueJobs(tx, jobs, at);
  await sql`with enqueued as (${jobInsert(jobs, at)}) ${liveEventInsert(events, at)}`.execute(tx);
}
