import type { Context } from '../desk/context.ts';
import { askConsent, recordConsent } from '../desk/privacy/ask-consent.ts';
import { askThoseHere } from '../desk/privacy/ask-those-here.ts';
import type { ClaimedJob } from '../store/job-queue.ts';
import { readPayloadId, readPayloadText } from './read-payload.ts';
import type { JobHandler, JobVerdict } from './worker.ts';

/** Sends the notice that a page's customers are asked to agree to. */
export const askConsentHandler = (ctx: Context): JobHandler => ({
  places: 4,
  run: (job) => askConsent(ctx, asked(job)),
});

/** Asks those who are talked to when a page begins to ask, some at a time. */
export const askThoseHereHandler = (ctx: Context): JobHandler => ({
  places: 1,
  async run(job): Promise<JobVerdict | void> {
    if (!(await askThoseHere(ctx, readPayloadId(job, 'pageId')))) return;
    return { runAt: ctx.clock.now(), reason: 'There are more.', countsAsAttempt: false };
  },
});

/** Writes down an answer, and shows what was withheld. */
export const recordConsentHandler = (ctx: Context): JobHandler => ({
  places: 4,
  run: (job) =>
    recordConsent(ctx, {
      ...asked(job),
      answer: readPayloadText(job, 'answer') === 'agreed' ? 'agreed' : 'declined',
    }),
});

function asked(job: ClaimedJob): { contactId: string; version: number; at: Date } {
  const { payload } = job;
  const version: unknown =
    typeof payload === 'object' && payload !== null ? Reflect.get(payload, 'version') : undefined;
  if (typeof version !== 'number') throw new TypeError(`A ${job.kind} job has no version.`);
  return {
    contactId: readPayloadId(job, 'contactId'),
    version,
    at: new Date(readPayloadText(job, 'at')),
  };
}
