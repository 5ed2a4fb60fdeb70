import { personByAnyId, nameOf, scopedIdOf } from '../wall/author.ts';
import type { PageRecord } from '../world/records.ts';
import type { Edges, GraphCall } from './graph-call.ts';
import { invalidParameter } from './graph-error.ts';
import { askedPage, pageOfList } from './paging.ts';
import { requirePageToken } from './require-page-token.ts';
import { requireWallReader, requireWallWriter } from './wall-access.ts';

/** `/{page}/blocked`: people who may no longer comment on the page or write to it. */
export const blockedEdge: Edges<PageRecord>[string] = {
  GET(call, page) {
    requirePageToken(call, page);
    requireWallReader(call, page.id, page.id);
    const rows = page.bannedIds.map((personId) => ({
      name: nameOf(call.simulation, page.id, personId),
      id: scopedIdOf(call.simulation, page.id, personId),
    }));
    const asked = askedIds(call);
    const found = asked.length === 0 ? rows : rows.filter(({ id }) => asked.includes(id));
    return pageOfList(call, `${page.id}/blocked`, found, askedPage(call));
  },
  /** Answers each id with whether it is blocked now. */
  POST(call, page) {
    const people = peopleOf(call, page);
    page.bannedIds = [...new Set([...page.bannedIds, ...people.map(({ personId }) => personId)])];
    call.note.kind = 'ban';
    call.simulation.live.wall(page.id);
    return Object.fromEntries(people.map(({ id }) => [id, true]));
  },
  DELETE(call, page) {
    const gone = peopleOf(call, page).map(({ personId }) => personId);
    page.bannedIds = page.bannedIds.filter((personId) => !gone.includes(personId));
    call.note.kind = 'unban';
    call.simulation.live.wall(page.id);
    return { success: true };
  },
};

function peopleOf(call: GraphCall, page: PageRecord): { id: string; personId: string }[] {
  requirePageToken(call, page);
  requireWallWriter(call, page.id, page.id);
  const ids = askedIds(call);
  if (ids.length === 0) throw invalidParameter('One of the parameters psid, user, asid, uid is required');
  return ids.map((id) => {
    const personId = personByAnyId(call.simulation, page.id, id);
    if (personId === undefined) throw invalidParameter('No matching user found', 2018001);
    call.note.who = nameOf(call.simulation, page.id, personId);
    return { id, personId };
  });
}

function askedIds({ params }: GraphCall): string[] {
  return ['psid', 'user', 'asid', 'uid'].flatMap((name) => params.words(name) ?? []);
}
