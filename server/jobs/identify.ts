import type { Context } from '../desk/context.ts';
import { identifyCustomer } from '../desk/customers/identify.ts';
import { readPayloadId, readPayloadIds } from './read-payload.ts';
import type { JobHandler } from './worker.ts';

/** Finds out who the customers of new conversations are; nothing waits for the network. */
export const identifyHandler = (ctx: Context): JobHandler => ({
  places: 4,
  run: (job) => identifyCustomer(ctx, readPayloadId(job, 'conversationId')),
});

/** The same, one after another, for what was read of a page's past: of one page one job at a time. */
export const identifyPastHandler = (ctx: Context): JobHandler => ({
  places: 2,
  placesPerPage: 1,
  run: async (job) => {
    for (const id of readPayloadIds(job, 'conversationIds')) await identifyCustomer(ctx, id);
  },
});
