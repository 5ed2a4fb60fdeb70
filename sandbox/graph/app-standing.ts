import type { AppRecord } from '../world/records.ts';
import type { GraphCall } from './graph-call.ts';
import { askedPage, pageOfList } from './paging.ts';
import { requireOwnApp } from './require-own-app.ts';
import { knownScopes } from './scopes.ts';

/**
 * `GET /{app}/permissions`: which permissions Meta has approved. While access is `standard`, whether the app is in
 * development or waits for its review, none is live but the two that every app has.
 */
export function appPermissions(call: GraphCall, app: AppRecord): unknown {
  requireOwnApp(call, app);
  const isLive = call.simulation.settings.access === 'advanced';
  const free = ['public_profile', 'email'];
  const rows = knownScopes.map((permission) => ({
    permission,
    status: isLive || free.includes(permission) ? 'live' : 'unapproved',
  }));
  return pageOfList(call, `${app.id}/permissions`, rows, askedPage(call));
}

/** `GET /{app}/roles`: who may use the app before it is live. In the sandbox these are the pages' administrators. */
export function appRoles(call: GraphCall, app: AppRecord): unknown {
  requireOwnApp(call, app);
  const staff = [...call.simulation.world.people.values()].filter(({ role }) => role === 'staff');
  return { data: staff.map(({ id }) => ({ app_id: app.id, user: id, role: 'administrators' })) };
}
