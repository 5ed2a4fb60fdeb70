import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { noteSession } from '../../../lib/session-hint.ts';
import { screenPaths } from '../../../lib/screen-paths.ts';

/** Ends the session, then loads the desk anew, so that nothing of this user stays in memory. */
export async function signOut(): Promise<void> {
  await request('DELETE', apiPaths.session);
  noteSession('out');
  window.location.assign(screenPaths.signIn());
}
