import { isAdvanced } from '../world/reach.ts';
import type { AppRecord } from '../world/records.ts';
import type { GraphCall } from './graph-call.ts';
import { askedPage, pageOfList } from './paging.ts';
import { requireOwnApp } from './require-own-app.ts';
import { knownScopes } from './scopes.ts';

/** What every app has without a review. */
const free = ['public_profile', 'email'];

/**
 * `GET /{app}/permissions`: which permissions Meta has approved. Whether an app is in development or waits for its
 * review, none is live but the two that every app has; Meta tells an app's mode in no other way.
 */
export function appPermissions(call: GraphCall, app: AppRecord): unknown {
  requireOwnApp(call, app);
  const { settings } = call.simulation;
  const rows = knownScopes.map((permission) => ({
    permission,
    status: free.includes(permission) || isAdvanced(settings, app, permission) ? 'live' : 'unapproved',
  }));
  return pageOfList(call, `${app.id}/permissions`, rows, askedPage(call));
}

/** `GET /{app}/roles`: who may use the app before it is live: the pages' administrators, and its testers. */
export function appRoles(call: GraphCall, app: AppRecord): unknown {
  requireOwnApp(call, app);
  const staff = [...call.simulation.world.people.values()].filter(({ role }) => role === 'staff');
  const data = [
    ...staff.map(({ id }) => ({ app_id: app.id, user: id, role: 'administrators' })),
    ...app.testerIds.map((id) => ({ app_id: app.id, user: id, role: 'testers' })),
  ];
  return { data };
}
