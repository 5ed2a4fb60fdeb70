import { fetchProfile, type ProfileContext } from '../desk/contacts/fetch-profile.ts';
import { readPayloadId } from './read-payload.ts';
import type { JobHandler } from './worker.ts';

/** Finds out who writes. Nobody waits for it, so it never has more than a few places. */
export const fetchProfileHandler = (ctx: ProfileContext): JobHandler => ({
  places: 8,
  placesPerPage: 4,
  run: (job) => fetchProfile(ctx, { contactId: readPayloadId(job, 'contactId'), attempts: job.attempts }),
});
