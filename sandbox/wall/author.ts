import type { Simulation } from '../simulation.ts';
import type { AppRecord } from '../world/records.ts';

/** Who wrote a post, a comment or a reaction: a person, or (null) the page. */
export type Author = string | null;

export function nameOf(simulation: Simulation, pageId: string, by: Author): string {
  const { pages, people } = simulation.world;
  return (by === null ? pages.get(pageId)?.name : people.get(by)?.name) ?? '';
}

/** The id under which apps see an author on this page. */
export function scopedIdOf(simulation: Simulation, pageId: string, by: Author): string {
  if (by === null) return pageId;
  const { mint, settings } = simulation;
  return mint.psid(pageId, settings.commenterId === 'psid' ? by : `commenter ${by}`);
}

/** The person behind a page-scoped id of Messenger or of comments, or behind their own id. */
export function personByAnyId(simulation: Simulation, pageId: string, id: string): string | undefined {
  const { people } = simulation.world;
  const known = simulation.world.threadByPsid(id);
  if (known?.pageId === pageId) return known.personId;
  if (people.has(id)) return id;
  const { mint } = simulation;
  return [...people.keys()].find(
    (person) => mint.psid(pageId, person) === id || mint.psid(pageId, `commenter ${person}`) === id,
  );
}

/**
 * Whether an app was granted a scope for a page: by a login of one of its administrators. Where nobody logged in,
 * a script has made the tokens, and those hold every scope.
 */
export function isGranted(simulation: Simulation, app: AppRecord, pageId: string, scope: string): boolean {
  const { world } = simulation;
  const admins = world.pages.get(pageId)?.adminIds ?? [];
  const grants = admins.flatMap((personId) => world.grantOf(app.id, personId) ?? []);
  if (grants.length === 0) return true;
  return grants.some(
    ({ revoked, granted, pageIds }) =>
      !revoked && granted.includes(scope) && (pageIds === null || pageIds.includes(pageId)),
  );
}
