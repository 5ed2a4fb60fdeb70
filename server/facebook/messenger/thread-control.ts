import type { Graph, PageAccess } from '../graph/client.ts';
import { asId, asList, asObject, asTime } from '../json.ts';

/** Meta's own inbox (Business Suite), as an owner of threads. Its documents print both. */
export const pageInboxAppIds: readonly string[] = ['263902037430900', '26390203743090'];

/** What can be done with the control over a person's thread. */
export type ThreadMove =
  { kind: 'take' } | { kind: 'release' } | { kind: 'request' } | { kind: 'pass'; appId: string };

const edges = {
  take: 'take_thread_control',
  release: 'release_thread_control',
  request: 'request_thread_control',
  pass: 'pass_thread_control',
} satisfies Record<ThreadMove['kind'], string>;

/**
 * Takes, gives on, gives up or asks for the control over a person's thread. May be repeated safely.
 *
 * @throws GraphRefused, GraphUnreachable as the call does; taking is refused where the page's default app forbids it.
 * Source: Meta, Messenger Platform, "Conversation Routing", read 2026-11-20.
 */
export async function moveThread(
  graph: Graph,
  { pageId, accessToken, appSecret }: PageAccess,
  psid: string,
  move: ThreadMove,
): Promise<void> {
  await graph.call({
    method: 'POST',
    path: [pageId, edges[move.kind]],
    body: {
      recipient: { id: psid },
      ...(move.kind === 'pass' ? { target_app_id: move.appId } : {}),
    },
    accessToken,
    appSecret,
    pageId,
  });
}

/** Who holds a thread, and until when if Meta says. */
export interface ThreadOwner {
  appId: string;
  expiresAt: Date | null;
}

/**
 * Asks who holds a person's thread.
 * @returns null when nobody does.
 * @throws GraphRefused, GraphUnreachable as the call does.
 * Source: Meta, Messenger Platform, "Conversation Routing", read 2026-11-20.
 */
export async function readThreadOwner(
  graph: Graph,
  { pageId, accessToken, appSecret }: PageAccess,
  psid: string,
): Promise<ThreadOwner | null> {
  const answer = await graph.call({
    method: 'GET',
    path: [pageId, 'thread_owner'],
    query: { recipient: psid },
    accessToken,
    appSecret,
    pageId,
  });
  for (const item of asList(asObject(answer)?.['data'])) {
    const owner = asObject(asObject(item)?.['thread_owner']);
    const appId = asId(owner?.['app_id']);
    if (appId !== null) return { appId, expiresAt: asTime(owner?.['expiration']) };
  }
  return null;
}
