import type { Graph } from '../graph/client.ts';
import { asId, asObject, asText } from '../json.ts';
import { appAccessToken, type MetaApp } from './tokens.ts';

/**
 * Reads the app by its own id and secret: that it answers proves that they belong together.
 *
 * @throws GraphRefused 190 for a secret that is not the app's, and for an id that is no app's.
 * @throws GraphUnreachable when there is no answer.
 * Source: Meta, Graph API, "Application" and "App access tokens", read 2026-11-20.
 */
export async function readApp(
  graph: Graph,
  app: MetaApp,
): Promise<{ id: string | null; name: string | null }> {
  const answer = asObject(
    await graph.call({
      method: 'GET',
      path: [app.appId],
      accessToken: appAccessToken(app),
      query: { fields: 'id,name' },
    }),
  );
  return { id: asId(answer?.['id']), name: asText(answer?.['name']) };
}

/**
 * Takes back everything that a person allowed the app: their tokens, and those of their pages, are dead then.
 *
 * @param userId  the person's id in this app.
 * @throws GraphRefused, GraphUnreachable as the call does.
 * Source: Meta, Facebook Login, "Permissions: revoking login", read 2026-11-20.
 */
export async function revokePermissions(graph: Graph, app: MetaApp, userId: string): Promise<void> {
  await graph.call({ method: 'DELETE', path: [userId, 'permissions'], accessToken: appAccessToken(app) });
}
