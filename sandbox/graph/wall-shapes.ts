import { nameOf, scopedIdOf, type Author } from '../wall/author.ts';
import { reaches } from '../world/reach.ts';
import type { TagRecord } from '../world/records.ts';
import type { GraphCall } from './graph-call.ts';
import { mayReadPeople } from './wall-access.ts';

/** Who wrote; left out for people whom the caller may not know. */
export function authorShape(
  call: GraphCall,
  written: { pageId: string; by: Author },
): { id: string; name: string } | undefined {
  const { pageId, by } = written;
  const { simulation, caller } = call;
  if (by !== null && !(mayReadPeople(call) && reaches(simulation, caller.app, by, 'pages_read_user_content')))
    return undefined;
  return { name: nameOf(call.simulation, pageId, by), id: scopedIdOf(call.simulation, pageId, by) };
}

export function tagShapes(
  call: GraphCall,
  written: { pageId: string; tags: TagRecord[] },
): Record<string, unknown>[] | undefined {
  if (written.tags.length === 0) return undefined;
  return written.tags.map(({ personId, name, offset, length }) => ({
    id: scopedIdOf(call.simulation, written.pageId, personId),
    name,
    type: personId === null ? 'page' : 'user',
    offset,
    length,
  }));
}
