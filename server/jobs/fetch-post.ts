import { fetchPost } from '../desk/comments/fetch-post.ts';
import type { ProfileContext } from '../desk/contacts/fetch-profile.ts';
import { readPayloadId } from './read-payload.ts';
import type { JobHandler } from './worker.ts';

/** Reads posts that are commented on. A page with thousands of old ones takes half of the places at most. */
export const fetchPostHandler = (ctx: ProfileContext): JobHandler => ({
  places: 8,
  placesPerPage: 4,
  run: (job) => fetchPost(ctx, { postId: readPayloadId(job, 'postId'), attempts: job.attempts }),
});
