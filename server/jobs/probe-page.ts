import { probePageJob } from '../desk/jobs.ts';
import { probePage, type ProbeContext } from '../desk/pages/health/probe-page.ts';
import type { Db } from '../store/db.ts';
import { enqueueJobs } from '../store/job-queue.ts';
import { listProbedPageIds } from '../store/page-health.ts';
import { readPayloadId } from './read-payload.ts';
import type { JobHandler } from './worker.ts';

/** A few at once, and gently: nobody waits for it. */
export const probePageHandler = (ctx: ProbeContext): JobHandler => ({
  places: 4,
  placesPerPage: 1,
  perSecond: 10,
  run: (job) => probePage(ctx, readPayloadId(job, 'pageId')),
});

/** Makes sure that every connected page is looked after. Safe to repeat: a page has one such job. */
export async function ensureProbes(db: Db, now: Date): Promise<void> {
  await enqueueJobs(db, (await listProbedPageIds(db)).map(probePageJob), now);
}
