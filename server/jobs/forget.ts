import type { Context } from '../desk/context.ts';
import type { FileStorage } from '../desk/files/read-file.ts';
import { eraseSome } from '../desk/privacy/forget-person.ts';
import { deleteOldMessages, showNeedlesslyWithheld } from '../desk/privacy/keep-time.ts';
import { policyNow } from '../desk/privacy/policy.ts';
import type { Db } from '../store/db.ts';
import { dropOldPartitions } from '../store/delivery-days.ts';
import { deleteUnsentAttachments } from '../store/keep-times.ts';
import { enqueueJobs } from '../store/job-queue.ts';
import { deleteUnusedFiles } from '../store/unused-files.ts';
import { readPayloadId } from './read-payload.ts';
import type { JobHandler, JobVerdict } from './worker.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const everyMs = hourMs / 2;
const filesAtOnce = 200;
const rowsAtOnce = 500;

/** Removes what is held of a person, piece by piece: other work has its turn in between. */
export const erasePersonHandler = (ctx: Context): JobHandler => ({
  places: 1,
  async run(job): Promise<JobVerdict | void> {
    const outcome = await eraseSome(ctx, readPayloadId(job, 'erasureId'));
    if (outcome === 'done') return;
    const runAt = new Date(ctx.clock.now().getTime() + (outcome === 'held' ? dayMs : 0));
    return {
      runAt,
      reason: outcome === 'held' ? 'Under legal hold.' : 'There is more.',
      countsAsAttempt: false,
    };
  },
});

/**
 * Deletes by age what pages, and the house, keep for a time only, and files that nothing refers to. One row for all
 * processes; a piece at a time, and the next at once while there is more.
 */
export const keepTimesHandler = (ctx: Context & { storage: FileStorage }): JobHandler => ({
  places: 1,
  async run(): Promise<JobVerdict> {
    const now = ctx.clock.now();
    const { journalDays } = await policyNow(ctx.db);
    await dropOldPartitions(ctx.db, new Date(now.getTime() - journalDays * dayMs));
    const more = [
      await deleteOldMessages(ctx),
      await showNeedlesslyWithheld(ctx),
      (await deleteUnsentAttachments(ctx.db, rowsAtOnce)) >= rowsAtOnce,
      await deleteFiles(ctx, new Date(now.getTime() - dayMs)),
    ];
    const isMore = more.includes(true);
    const runAt = isMore ? now : new Date(now.getTime() + everyMs);
    return { runAt, reason: isMore ? 'There is more.' : 'It comes round again.', countsAsAttempt: false };
  },
});

/** The machine's clock for the bytes, the desk's for the rows: in a demo the two differ. */
async function deleteFiles(ctx: Context & { storage: FileStorage }, before: Date): Promise<boolean> {
  const contents = await deleteUnusedFiles(ctx.db, before, filesAtOnce);
  for (const sha256 of contents) await ctx.storage.removeOld(sha256, new Date(Date.now() - hourMs));
  return contents.length >= filesAtOnce;
}

/** Makes sure that the job exists. Call it at every start; a second one is not added. */
export async function ensureKeepTimes(db: Db, now: Date): Promise<void> {
  await enqueueJobs(db, [{ kind: 'keep-times', uniqueKey: 'keep-times', maxAttempts: 1_000_000 }], now);
}
