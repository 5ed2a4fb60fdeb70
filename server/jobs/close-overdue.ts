import type { Context } from '../desk/context.ts';
import { closeOverdue } from '../desk/conversations/close-overdue.ts';
import type { Db } from '../store/db.ts';
import { enqueueJobs } from '../store/job-queue.ts';
import type { JobHandler } from './worker.ts';

/** What the clock does to conversations is at most a minute late. */
const everyMs = 30_000;

/** Closes conversations whose time is over, again and again: one row that all processes share. */
export const closeOverdueHandler = (ctx: Context): JobHandler => ({
  places: 1,
  run: async () => {
    const hasMore = await closeOverdue(ctx);
    const runAt = new Date(ctx.clock.now().getTime() + (hasMore ? 0 : everyMs));
    return { runAt, reason: 'It comes round again.', countsAsAttempt: false };
  },
});

/** Makes sure that the job exists. Call it at every start; a second one is not added. */
export async function ensureCloseOverdue(db: Db, now: Date): Promise<void> {
  await enqueueJobs(db, [{ kind: 'close-overdue', uniqueKey: 'close-overdue', maxAttempts: 1_000_000 }], now);
}
