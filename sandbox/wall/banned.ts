import { Refusal } from '../people/refusal.ts';
import type { Simulation } from '../simulation.ts';
import type { Author } from './author.ts';

/** Throws for a person whom the page has banned, and for all people while it is not published. */
export function refuseBanned(simulation: Simulation, pageId: string, by: Author): void {
  const page = simulation.world.pages.get(pageId);
  if (by === null) return;
  if (page?.bannedIds.includes(by)) throw new Refusal(409, 'The page has banned this person.');
  if (page?.published === false) throw new Refusal(409, 'The page is not published.');
}
