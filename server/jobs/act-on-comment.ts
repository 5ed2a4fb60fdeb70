import { performAct } from '../desk/comments/perform-act.ts';
import type { SendContext } from '../desk/messages/send-context.ts';
import { readPayloadId } from './read-payload.ts';
import type { JobHandler } from './worker.ts';

/** Does on Facebook what was asked of a comment; mostly waits for Facebook. */
export const actOnCommentHandler = (ctx: SendContext): JobHandler => ({
  places: 32,
  placesPerPage: 16,
  run: (job) => performAct(ctx, { actId: readPayloadId(job, 'actId'), attempts: job.attempts }),
});
