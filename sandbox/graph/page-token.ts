import type { Simulation } from '../simulation.ts';
import type { TokenContent } from '../world/access-tokens.ts';
import type { PageRecord } from '../world/records.ts';

/**
 * A page's token, made from a user's. From a long-lived one it never expires; from a short-lived one it dies with it.
 * It is the same each time it is asked for, as Meta's mostly is.
 */
export function pageTokenFrom(simulation: Simulation, user: TokenContent, page: PageRecord): string {
  return simulation.tokens.issue({
    kind: 'page',
    appId: user.appId,
    personId: user.personId,
    pageId: page.id,
    scopes: user.scopes,
    pageIds: null,
    issuedAt: user.issuedAt,
    longLived: user.longLived,
    expiresAt: user.longLived ? null : user.expiresAt,
    serial: user.serial,
  });
}

/** Pages that a user token reaches: the person administers them and ticked them. */
export function pagesOf(simulation: Simulation, user: TokenContent): PageRecord[] {
  const grant = simulation.world.grantOf(user.appId, user.personId);
  const ticked = grant ? grant.pageIds : user.pageIds;
  return [...simulation.world.pages.values()].filter(
    (page) => page.adminIds.includes(user.personId) && (ticked === null || ticked.includes(page.id)),
  );
}
