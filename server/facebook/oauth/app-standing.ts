import type { Graph, PageAccess } from '../graph/client.ts';
import { asList, asObject, asText } from '../json.ts';
import { appAccessToken, type MetaApp } from './tokens.ts';

/** What Meta tells of an app. */
export interface AppStanding {
  name: string | null;
  /** Null when Meta does not say. */
  hasMessenger: boolean | null;
}

/**
 * Reads the app itself, with its own id and secret: that it answers proves that they belong together.
 *
 * @throws GraphRefused 190 when they do not, GraphUnreachable when there is no answer.
 * Source: Meta, Graph API, "Application", read 2026-11-20.
 */
export async function readAppStanding(graph: Graph, app: MetaApp): Promise<AppStanding> {
  const answer = asObject(
    await graph.call({
      method: 'GET',
      path: [app.appId],
      accessToken: appAccessToken(app),
      query: { fields: 'id,name,has_messenger_product' },
    }),
  );
  const hasMessenger = answer?.['has_messenger_product'];
  return {
    name: asText(answer?.['name']),
    hasMessenger: typeof hasMessenger === 'boolean' ? hasMessenger : null,
  };
}

/**
 * Whether the app may serve everybody, or only people with a role on it. Meta tells no app's mode as such; it tells
 * which permissions are live, and as long as the one for messages is not, the app reaches nobody else, whether it is in
 * development or waits for its review.
 *
 * @returns null when Meta's list does not name the permission.
 * @throws GraphRefused, GraphUnreachable as the call does.
 * Source: Meta, Graph API, "Application Permission", read 2026-11-26.
 */
export async function readAppAccess(graph: Graph, app: MetaApp): Promise<'live' | 'roles-only' | null> {
  const answer = await graph.call({
    method: 'GET',
    path: [app.appId, 'permissions'],
    accessToken: appAccessToken(app),
    query: { limit: 200 },
  });
  const messaging = asList(asObject(answer)?.['data'])
    .map(asObject)
    .find((row) => asText(row?.['permission']) === 'pages_messaging');
  if (!messaging) return null;
  return asText(messaging['status'])?.toLowerCase() === 'live' ? 'live' : 'roles-only';
}

/** What Meta tells of a page to its own token. */
export interface PageStanding {
  /** Null when Meta does not say. */
  isPublished: boolean | null;
}

/**
 * Reads whether the page is published.
 * @throws GraphRefused, GraphUnreachable as the call does.
 */
export async function readPageStanding(graph: Graph, page: PageAccess): Promise<PageStanding> {
  const { pageId, accessToken, appSecret } = page;
  const answer = asObject(
    await graph.call({
      method: 'GET',
      path: [pageId],
      accessToken,
      appSecret,
      pageId,
      query: { fields: 'id,is_published' },
    }),
  );
  const isPublished = answer?.['is_published'];
  return { isPublished: typeof isPublished === 'boolean' ? isPublished : null };
}

/**
 * Asks for the page's newest conversation, of which nothing is kept: that it is shown proves that the page's messages
 * may be used at all, and sends nothing to anybody.
 *
 * @throws GraphRefused, GraphUnreachable as the call does.
 * Source: Meta, Messenger Platform, "Conversations API", read 2026-11-20.
 */
export async function tryConversations(graph: Graph, page: PageAccess): Promise<true> {
  const { pageId, accessToken, appSecret } = page;
  await graph.call({
    method: 'GET',
    path: [pageId, 'conversations'],
    accessToken,
    appSecret,
    pageId,
    query: { platform: 'messenger', fields: 'id', limit: 1 },
  });
  return true;
}
