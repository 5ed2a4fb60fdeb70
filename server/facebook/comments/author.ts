import type { Graph, PageAccess } from '../graph/client.ts';
import { asId, asObject, asText, asUrl } from '../json.ts';
import { outcomeOf, type ProfileOutcome } from '../messenger/profile.ts';
import { accessOf } from './read.ts';

/**
 * Reads name and picture of who wrote a comment, or a visitor's post, from that comment: Facebook gives a page no other
 * way to a person who has not written to it. A picture that Facebook draws for who has none is none.
 *
 * @param id     the comment's.
 * @param psid   whose it is; somebody else's name is not taken for theirs.
 * @throws GraphRefused, GraphUnreachable as `readProfile` does.
 *
 * Source: Meta, Graph API, "Comment: from" and "User picture", read 2026-11-20.
 */
export function readAuthor(
  graph: Graph,
  page: PageAccess,
  { id, psid }: { id: string; psid: string },
): Promise<ProfileOutcome> {
  return outcomeOf(async () => {
    const answer = asObject(
      await graph.call({
        method: 'GET',
        path: [id],
        query: { fields: 'from{id,name,picture}' },
        ...accessOf(page),
      }),
    );
    const from = asObject(answer?.['from']);
    if (from === null || asId(from['id']) !== psid) return null;
    const picture = asObject(asObject(from['picture'])?.['data']);
    const pictureUrl = picture?.['is_silhouette'] === true ? null : asUrl(picture?.['url']);
    const name = asText(from['name']);
    return name === null && pictureUrl === null
      ? null
      : { name, firstName: null, lastName: null, pictureUrl, source: 'comment' };
  });
}
