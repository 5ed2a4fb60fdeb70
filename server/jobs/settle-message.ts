import { settleLate } from '../desk/messages/settle.ts';
import type { SendContext } from '../desk/messages/send-context.ts';
import { readPayloadId } from './read-payload.ts';
import type { JobHandler } from './worker.ts';

/** Goes on looking for messages of which nobody knows whether they left. Meta allows two such calls a second for a page. */
export const settleMessageHandler = (ctx: SendContext): JobHandler => ({
  places: 4,
  placesPerPage: 2,
  run: (job) => settleLate(ctx, readPayloadId(job, 'messageId')),
});
