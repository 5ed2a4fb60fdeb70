import { z } from 'zod';
import type { Context } from '../desk/context.ts';
import { endRequests } from '../desk/participants/answer.ts';
import type { JobHandler } from './worker.ts';

const payload = z.object({ conversationId: z.string() });

/** Ends requests for advice whose time is over; nothing waits for the network. */
export const endRequestsHandler = (ctx: Context): JobHandler => ({
  places: 4,
  run: (job) => endRequests(ctx, payload.parse(job.payload).conversationId),
});
