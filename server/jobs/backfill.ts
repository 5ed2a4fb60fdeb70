import { runBackfill } from '../desk/backfill/run.ts';
import type { SendContext } from '../desk/messages/send-context.ts';
import { readPayloadId } from './read-payload.ts';
import type { JobHandler } from './worker.ts';

/** Reads a page's past, a step at a time. Nobody waits for it, so it has few places, and a page has one. */
export const backfillHandler = (ctx: SendContext): JobHandler => ({
  places: 4,
  placesPerPage: 1,
  run: (job) => runBackfill(ctx, readPayloadId(job, 'backfillId')),
});
