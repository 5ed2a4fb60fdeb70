import type { Graph } from '../graph/client.ts';
import { GraphUnreachable } from '../graph/error.ts';
import { asId, asList, asObject, asText } from '../json.ts';
import type { MetaApp } from './tokens.ts';

/** The person who logged in. */
export interface Person {
  /** The person's id in this app. */
  id: string;
  name: string | null;
}

/**
 * Whose token this is.
 * @throws GraphRefused, GraphUnreachable as the call does.
 */
export async function readPerson(graph: Graph, app: MetaApp, userToken: string): Promise<Person> {
  const answer = asObject(
    await graph.call({
      method: 'GET',
      path: ['me'],
      accessToken: userToken,
      appSecret: app.appSecret,
      query: { fields: 'id,name' },
    }),
  );
  const id = asId(answer?.['id']);
  if (id === null) throw new GraphUnreachable({ phase: 'after-send', reason: 'no-person' });
  return { id, name: asText(answer?.['name']) };
}

/**
 * The permissions that the person granted the app; what was declined, or has expired, is not there.
 *
 * @throws GraphRefused, GraphUnreachable as the call does.
 * Source: Meta, Facebook Login, "Permissions: checking current permissions", read 2026-11-20.
 */
export async function readGrantedScopes(graph: Graph, app: MetaApp, userToken: string): Promise<string[]> {
  const answer = await graph.call({
    method: 'GET',
    path: ['me', 'permissions'],
    accessToken: userToken,
    appSecret: app.appSecret,
  });
  return asList(asObject(answer)?.['data']).flatMap((value) => {
    const fields = asObject(value);
    const scope = asText(fields?.['permission']);
    return scope !== null && fields?.['status'] === 'granted' ? [scope] : [];
  });
}
