import type { Context } from '../desk/context.ts';
import { followEvents } from '../desk/desk-events/follow.ts';
import type { Db } from '../store/db.ts';
import { enqueueJobs } from '../store/job-queue.ts';
import type { JobHandler } from './worker.ts';

const everyMs = 2_000;

/** Looks for what other programs want to know, again and again: one row that all processes share. */
export const followEventsHandler = (ctx: Context): JobHandler => ({
  places: 1,
  run: async () => {
    await followEvents(ctx);
    const runAt = new Date(ctx.clock.now().getTime() + everyMs);
    return { runAt, reason: 'It comes round again.', countsAsAttempt: false };
  },
});

/** Makes sure that the job exists. Call it at every start; a second one is not added. */
export async function ensureFollowEvents(db: Db, now: Date): Promise<void> {
  await enqueueJobs(db, [{ kind: 'follow-events', uniqueKey: 'follow-events', maxAttempts: 1_000_000 }], now);
}
