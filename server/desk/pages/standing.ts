import { missingPermissions, type Permission } from '../../../contract/permissions.ts';
import type { Standing } from '../../store/page-connections.ts';

/** Why a page that an administrator unsubscribed is silent. */
export const unsubscribedReason =
  'The page is unsubscribed: nothing arrives and nothing can be sent until an administrator subscribes it again.';

/** Why a page that was taken off the desk is silent. */
export const removedReason = 'The page was removed from this desk. What was said stays readable.';

/** How a page stands by what its token may do, once its events are subscribed (`hasEvents`) or could not be. */
export function standingOf(scopes: readonly string[], hasEvents: boolean): Standing {
  const missing = missingPermissions(scopes).filter(({ scope }) =>
    scope === 'pages_messaging' ? true : scope === 'pages_manage_metadata' && !hasEvents,
  );
  if (missing.length === 0) return { state: 'connected', stateReason: null };
  return {
    state: 'permission-missing',
    stateReason: `Facebook did not grant ${nameThem(missing)}. Log in with Facebook again and leave every box ticked.`,
  };
}

/** “Read and answer …” (pages_messaging) and … */
export function nameThem(missing: readonly Permission[]): string {
  const words = missing.map(({ scope, words: said }) => `“${said}” (${scope})`);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
