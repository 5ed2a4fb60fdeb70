import type { Simulation } from '../simulation.ts';
import type { TagRecord } from '../world/records.ts';
import { nameOf, personByAnyId } from './author.ts';

/**
 * Turns each `@[id]` (a person's, a PSID, or the page's) into the name, and tells where the names stand, in UTF-16
 * units. An id that nobody bears stays as it is.
 */
export function readTags(
  simulation: Simulation,
  pageId: string,
  text: string,
): { message: string; tags: TagRecord[] } {
  const tags: TagRecord[] = [];
  let message = '';
  let end = 0;
  for (const { 0: whole, 1: id = '', index } of text.matchAll(/@\[(\d+)\]/g)) {
    const personId = id === pageId ? null : personByAnyId(simulation, pageId, id);
    if (personId === undefined) continue;
    const name = nameOf(simulation, pageId, personId);
    message += text.slice(end, index);
    tags.push({ personId, name, offset: message.length, length: name.length });
    message += name;
    end = index + whole.length;
  }
  return { message: message + text.slice(end), tags };
}
