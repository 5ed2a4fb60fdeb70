import type { Graph, PageAccess } from '../graph/client.ts';
import { GraphUnreachable } from '../graph/error.ts';
import { asId, asObject } from '../json.ts';
import type { MediaFile } from '../messenger/send.ts';
import { accessOf } from './read.ts';

// Source: Meta, Graph API, "Object comments", "Comment" and "Page blocked", read 2026-11-20.
// Every call throws GraphRefused or GraphUnreachable as the client does.

/**
 * Answers a comment or post in public. There is no idempotency key: after GraphUnreachable `after-send` only the
 * webhook, or the comments themselves, tell whether it is there.
 * @returns the id of the new comment.
 */
export async function replyInPublic(
  graph: Graph,
  page: PageAccess,
  input: { to: string; text: string | null; picture: MediaFile | null; timeoutMs?: number },
): Promise<string> {
  const { to, text, picture, timeoutMs } = input;
  const answer = await graph.call({
    method: 'POST',
    path: [to, 'comments'],
    body: text === null ? {} : { message: text },
    ...(picture === null ? {} : { file: { field: 'source', ...picture } }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...accessOf(page),
  });
  const id = asId(asObject(answer)?.['id']);
  if (id === null) throw new GraphUnreachable({ phase: 'after-send', reason: 'no-comment-id' });
  return id;
}

// What follows sets a state: done twice it is the same, so it may be repeated.

export async function setHidden(
  graph: Graph,
  page: PageAccess,
  id: string,
  isHidden: boolean,
): Promise<void> {
  await graph.call({ method: 'POST', path: [id], body: { is_hidden: isHidden }, ...accessOf(page) });
}

export async function setLiked(graph: Graph, page: PageAccess, id: string, isLiked: boolean): Promise<void> {
  await graph.call({ method: isLiked ? 'POST' : 'DELETE', path: [id, 'likes'], ...accessOf(page) });
}

export async function deletePublic(graph: Graph, page: PageAccess, id: string): Promise<void> {
  await graph.call({ method: 'DELETE', path: [id], ...accessOf(page) });
}

/** Bans a person from the page, or lets them back. @param psid  as `from` names them. */
export async function setBanned(
  graph: Graph,
  page: PageAccess,
  psid: string,
  isBanned: boolean,
): Promise<void> {
  const path = [page.pageId, 'blocked'];
  await graph.call(
    isBanned
      ? { method: 'POST', path, body: { psid: [psid] }, ...accessOf(page) }
      : { method: 'DELETE', path, query: { psid }, ...accessOf(page) },
  );
}
