import { tellUnstaffed, watchQueue } from '../desk/automation/watch-queue.ts';
import { overflow } from '../desk/distribution/overflow.ts';
import type { Context } from '../desk/context.ts';
import type { Db } from '../store/db.ts';
import { enqueueJobs } from '../store/job-queue.ts';
import type { JobHandler } from './worker.ts';

/** What is told of waiting is at most so late. */
const everyMs = 30_000;

/** Looks at what waits, again and again: one row that all processes share. */
export const watchQueueHandler = (ctx: Context): JobHandler => ({
  places: 1,
  run: async () => {
    await watchQueue(ctx);
    await tellUnstaffed(ctx);
    await overflow(ctx);
    const runAt = new Date(ctx.clock.now().getTime() + everyMs);
    return { runAt, reason: 'It comes round again.', countsAsAttempt: false };
  },
});

/** Makes sure that the job exists. Call it at every start; a second one is not added. */
export async function ensureQueueWatch(db: Db, now: Date): Promise<void> {
  await enqueueJobs(db, [{ kind: 'watch-queue', uniqueKey: 'watch-queue', maxAttempts: 1_000_000 }], now);
}
