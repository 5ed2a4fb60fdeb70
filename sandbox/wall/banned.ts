import { Refusal } from '../people/refusal.ts';
import type { Simulation } from '../simulation.ts';
import type { Author } from './author.ts';

/** Throws for a person whom the page has banned. */
export function refuseBanned(simulation: Simulation, pageId: string, by: Author): void {
  if (by !== null && simulation.world.pages.get(pageId)?.bannedIds.includes(by))
    throw new Refusal(409, 'The page has banned this person.');
}
