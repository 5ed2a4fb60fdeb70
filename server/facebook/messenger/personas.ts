import type { Graph, PageAccess } from '../graph/client.ts';
import { GraphUnreachable } from '../graph/error.ts';
import { asId, asObject } from '../json.ts';

/**
 * Makes a sender of its own for a page: what goes out with its id is shown under its name. A persona cannot be
 * renamed, and a second call makes a second one; both do no harm.
 *
 * @param persona.pictureUrl  where Meta may fetch the picture: public, at most 8 MB.
 * @returns Meta's id of it.
 * @throws GraphRefused, also where personas are not to be had; GraphUnreachable when there is no answer.
 *
 * Source: Meta, Messenger Platform, "Personas", read 2026-11-20.
 */
export async function createPersona(
  graph: Graph,
  page: PageAccess,
  persona: { name: string; pictureUrl: string },
): Promise<string> {
  const answer = await graph.call({
    method: 'POST',
    path: [page.pageId, 'personas'],
    accessToken: page.accessToken,
    appSecret: page.appSecret,
    pageId: page.pageId,
    body: { name: persona.name, profile_picture_url: persona.pictureUrl },
  });
  const id = asId(asObject(answer)?.['id']);
  if (id === null) throw new GraphUnreachable({ phase: 'after-send', reason: 'no-persona-id' });
  return id;
}
