import type { Context } from '../desk/context.ts';
import { routeWaiting } from '../desk/routing/route-waiting.ts';
import { readPayloadId } from './read-payload.ts';
import type { JobHandler } from './worker.ts';

/** Sends conversations to their departments that waited for a profile; nothing waits for the network. */
export const routeHandler = (ctx: Context): JobHandler => ({
  places: 4,
  run: (job) => routeWaiting(ctx, { conversationId: readPayloadId(job, 'conversationId') }),
});
