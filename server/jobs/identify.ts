import type { Context } from '../desk/context.ts';
import { identifyCustomer } from '../desk/customers/identify.ts';
import { readPayloadId } from './read-payload.ts';
import type { JobHandler } from './worker.ts';

/** Finds out who the customers of new conversations are; nothing waits for the network. */
export const identifyHandler = (ctx: Context): JobHandler => ({
  places: 4,
  run: (job) => identifyCustomer(ctx, readPayloadId(job, 'conversationId')),
});
