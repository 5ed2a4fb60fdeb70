import { nameOf, scopedIdOf, type Author } from '../wall/author.ts';
import { reaches } from '../world/reach.ts';
import type { TagRecord } from '../world/records.ts';
import type { FieldSpec } from './fields.ts';
import type { GraphCall } from './graph-call.ts';
import { mayReadPeople } from './wall-access.ts';

/** Who wrote; left out for people whom the caller may not know. A picture only where it is asked for. */
export function authorShape(
  call: GraphCall,
  written: { pageId: string; by: Author },
  parts: FieldSpec[] | null = null,
): { id: string; name: string; picture?: unknown } | undefined {
  const { pageId, by } = written;
  const { simulation, caller } = call;
  if (by !== null && !(mayReadPeople(call) && reaches(simulation, caller.app, by, 'pages_read_user_content')))
    return undefined;
  const isPictured = parts?.some(({ name }) => name === 'picture') ?? false;
  return {
    name: nameOf(call.simulation, pageId, by),
    id: scopedIdOf(call.simulation, pageId, by),
    ...(isPictured && { picture: pictureShape(call, pageId, by) }),
  };
}

/** Of who shows none, Facebook's drawing of nobody. */
function pictureShape({ simulation }: GraphCall, pageId: string, by: Author): unknown {
  const { links, world } = simulation;
  const person = by === null ? undefined : world.people.get(by);
  const hasNone = person?.profile === 'name-only' || person?.profile === 'empty';
  const isExpired = person?.profile === 'expired-picture';
  const url =
    by === null ? links.picture('page', pageId) : links.picture('person', by, isExpired ? 0 : undefined);
  return { data: { height: 50, width: 50, is_silhouette: hasNone, url } };
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
