import type { Context } from '../desk/context.ts';
import { askConsent, recordConsent } from '../desk/privacy/ask-consent.ts';
import type { ClaimedJob } from '../store/job-queue.ts';
import { readPayloadId, readPayloadText } from './read-payload.ts';
import type { JobHandler } from './worker.ts';

/** Sends the notice that a page's customers are asked to agree to. */
export const askConsentHandler = (ctx: Context): JobHandler => ({
  places: 4,
  run: (job) => askConsent(ctx, asked(job)),
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
