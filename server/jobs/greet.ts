import type { Context } from '../desk/context.ts';
import { greet } from '../desk/automation/greet.ts';
import { readPayloadId } from './read-payload.ts';
import type { JobHandler } from './worker.ts';

/** Looks for texts that are due to what a customer wrote; nothing waits for the network. */
export const greetHandler = (ctx: Context): JobHandler => ({
  places: 4,
  run: (job) => greet(ctx, { messageId: readPayloadId(job, 'messageId') }),
});
