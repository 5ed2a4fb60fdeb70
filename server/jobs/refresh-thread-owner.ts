import type { SendContext } from '../desk/messages/send-context.ts';
import { refreshThreadOwner } from '../desk/threads/refresh-owner.ts';
import { readPayloadId } from './read-payload.ts';
import type { JobHandler } from './worker.ts';

/** Finds out which app holds a thread. Nobody waits for it. */
export const refreshThreadOwnerHandler = (ctx: SendContext): JobHandler => ({
  places: 4,
  placesPerPage: 2,
  perSecond: 10,
  run: (job) => refreshThreadOwner(ctx, readPayloadId(job, 'contactId')),
});
