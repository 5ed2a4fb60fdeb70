import { deliverMessage } from '../desk/messages/deliver.ts';
import type { SendContext } from '../desk/messages/send-context.ts';
import { readPayloadId } from './read-payload.ts';
import type { JobHandler } from './worker.ts';

/**
 * Sends what was written. Each send mostly waits for Meta, so there are many places; a page whose answers are
 * slow has half of them at most.
 */
export const deliverMessageHandler = (ctx: SendContext): JobHandler => ({
  places: 192,
  placesPerPage: 96,
  run: (job) => deliverMessage(ctx, { messageId: readPayloadId(job, 'messageId'), attempts: job.attempts }),
});
