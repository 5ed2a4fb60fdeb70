import type { Simulation } from '../simulation.ts';
import type { AppRecord, PageRecord, PersonRecord } from '../world/records.ts';
import { knownScopes } from '../graph/scopes.ts';

/** Tokens of the world as it begins were issued on this day, so that they are the same after each start. */
const issuedAt = Date.parse('2026-11-01T00:00:00Z');

/** Everything granted, never expiring: for scripts that do not want to go through the login dialog. */
export function pageAccessToken(simulation: Simulation, page: PageRecord, app?: AppRecord): string {
  const owner = app ?? firstApp(simulation);
  const personId = page.adminIds[0];
  if (!owner || personId === undefined) return '';
  return simulation.tokens.issue({
    kind: 'page',
    appId: owner.id,
    personId,
    pageId: page.id,
    scopes: [...knownScopes],
    pageIds: null,
    issuedAt,
    expiresAt: null,
    longLived: true,
    serial: 0,
  });
}

export function userAccessToken(simulation: Simulation, person: PersonRecord, app: AppRecord): string {
  return simulation.tokens.issue({
    kind: 'user',
    appId: app.id,
    personId: person.id,
    scopes: [...knownScopes],
    pageIds: null,
    issuedAt,
    expiresAt: null,
    longLived: true,
    serial: 0,
  });
}

export function firstApp(simulation: Simulation): AppRecord | undefined {
  return simulation.world.apps.values().next().value;
}
