import { fetchComment } from '../desk/comments/fetch-comment.ts';
import type { SendContext } from '../desk/messages/send-context.ts';
import { readPayloadId, readPayloadText } from './read-payload.ts';
import type { JobHandler } from './worker.ts';

/** Reads comments of which something was not told. */
export const fetchCommentHandler = (ctx: SendContext): JobHandler => ({
  places: 8,
  placesPerPage: 4,
  run: (job) =>
    fetchComment(ctx, {
      pageId: readPayloadId(job, 'pageId'),
      commentId: readPayloadText(job, 'commentId'),
      attempts: job.attempts,
    }),
});
