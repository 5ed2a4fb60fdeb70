import { aliveEveryMs, watchOutage } from '../desk/backfill/watch-outage.ts';
import type { Context } from '../desk/context.ts';
import type { Logger } from '../kit/logger.ts';
import type { Db } from '../store/db.ts';
import { enqueueJobs } from '../store/job-queue.ts';
import type { JobHandler } from './worker.ts';

/** Notes every minute that the desk lives; after a silence, has what was missed read. One row for all processes. */
export const watchOutageHandler = (ctx: Context & { log: Logger }): JobHandler => ({
  places: 1,
  async run() {
    const since = await watchOutage(ctx);
    if (since) ctx.log.info({ since }, 'The desk was away: what was missed is being read from Facebook.');
    const runAt = new Date(ctx.clock.now().getTime() + aliveEveryMs);
    return { runAt, reason: 'It comes round again.', countsAsAttempt: false };
  },
});

/** Makes sure that the job exists. Call it at every start; a second one is not added. */
export async function ensureOutageWatch(db: Db, now: Date): Promise<void> {
  await enqueueJobs(db, [{ kind: 'watch-outage', uniqueKey: 'watch-outage', maxAttempts: 1_000_000 }], now);
}
