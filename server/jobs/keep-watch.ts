import type { Context } from '../desk/context.ts';
import { endPauses } from '../desk/presence/end-pauses.ts';
import { keepWatch } from '../desk/promises/watch.ts';
import { watchTriggers } from '../desk/triggers/watch.ts';
import type { Db } from '../store/db.ts';
import { enqueueJobs } from '../store/job-queue.ts';
import type { JobHandler } from './worker.ts';

/** What is promised, who is there, who has waited, and whose pause is over: looked at so often that it is known well within a minute. */
const everyMs = 15_000;

/** Watches promises, departments and what sets triggers off by the clock, again and again: one row that all processes share. */
export const keepWatchHandler = (ctx: Context): JobHandler => ({
  places: 1,
  run: async () => {
    const hasMore = [await keepWatch(ctx), await watchTriggers(ctx)].some(Boolean);
    await endPauses(ctx);
    const runAt = new Date(ctx.clock.now().getTime() + (hasMore ? 0 : everyMs));
    return { runAt, reason: 'It comes round again.', countsAsAttempt: false };
  },
});

/** Makes sure that the job exists. Call it at every start; a second one is not added. */
export async function ensureWatch(db: Db, now: Date): Promise<void> {
  await enqueueJobs(db, [{ kind: 'keep-watch', uniqueKey: 'keep-watch', maxAttempts: 1_000_000 }], now);
}
