import { fetchProfile, type ProfileContext } from '../desk/contacts/fetch-profile.ts';
import { readPayloadId } from './read-payload.ts';
import type { JobHandler } from './worker.ts';

/**
 * Finds out who writes. Nobody waits for it, so it has few places, and when thousands of new people write at
 * once their names come a little later instead of slowing their messages.
 */
export const fetchProfileHandler = (ctx: ProfileContext): JobHandler => ({
  places: 8,
  placesPerPage: 4,
  perSecond: 40,
  run: (job) => fetchProfile(ctx, { contactId: readPayloadId(job, 'contactId'), attempts: job.attempts }),
});
