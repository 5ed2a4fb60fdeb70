import type { Graph } from '../graph/client.ts';
import { GraphUnreachable } from '../graph/error.ts';
import { asId, asList, asNumber, asObject, asText, asTime, type JsonValue } from '../json.ts';

/** A Meta app of ours. */
export interface MetaApp {
  appId: string;
  /** A secret. */
  appSecret: string;
}

/** The token with which an app speaks for itself: no call is needed for it. A secret. */
export function appAccessToken({ appId, appSecret }: MetaApp): string {
  return `${appId}|${appSecret}`;
}

/** A person's token. */
export interface UserToken {
  /** A secret. */
  accessToken: string;
  /** How long it lives from now; null when Meta does not say (then it does not end by itself). */
  expiresInSeconds: number | null;
}

/**
 * Exchanges the code of the login dialog for a person's token of one to two hours. A code works once.
 *
 * @param redirectUri  exactly the one that the dialog was opened with.
 * @throws GraphRefused 100/36009 for a code that was used, 36007 for one that is too old, 36008 for another address.
 * @throws GraphUnreachable when there is no answer.
 * Source: Meta, Facebook Login, "Manually build a login flow", read 2026-11-20.
 */
export async function exchangeCode(
  graph: Graph,
  app: MetaApp,
  { code, redirectUri }: { code: string; redirectUri: string },
): Promise<UserToken> {
  const query = { client_id: app.appId, client_secret: app.appSecret, redirect_uri: redirectUri, code };
  return readUserToken(
    await graph.call({ method: 'GET', path: ['oauth', 'access_token'], accessToken: null, query }),
  );
}

/**
 * Exchanges a person's token for one of about 60 days. Page tokens read with that one do not expire.
 *
 * @throws GraphRefused, GraphUnreachable as the call does.
 * Source: Meta, Facebook Login, "Get long-lived tokens", read 2026-11-20.
 */
export async function exchangeForLongLived(
  graph: Graph,
  app: MetaApp,
  accessToken: string,
): Promise<UserToken> {
  const query = {
    grant_type: 'fb_exchange_token',
    client_id: app.appId,
    client_secret: app.appSecret,
    fb_exchange_token: accessToken,
  };
  return readUserToken(
    await graph.call({ method: 'GET', path: ['oauth', 'access_token'], accessToken: null, query }),
  );
}

function readUserToken(answer: JsonValue): UserToken {
  const fields = asObject(answer);
  const accessToken = asText(fields?.['access_token']);
  if (accessToken === null) throw new GraphUnreachable({ phase: 'after-send', reason: 'no-access-token' });
  return { accessToken, expiresInSeconds: asNumber(fields?.['expires_in']) };
}

/** What Meta tells of a token. */
export interface TokenFacts {
  isValid: boolean;
  appId: string | null;
  /** PAGE, USER, APP, … */
  type: string | null;
  /** The person who gave it (app-scoped); null for tokens of no person. */
  userId: string | null;
  /** The page of a page token. */
  profileId: string | null;
  scopes: string[];
  /** What each scope was granted for; `targetIds` null means: for everything. */
  granularScopes: { scope: string; targetIds: string[] | null }[];
  /** Null when it does not expire. */
  expiresAt: Date | null;
  /** When Meta stops showing user data until the person consents again; null when it does not say. */
  dataAccessExpiresAt: Date | null;
  /** Why it is not valid. */
  error: { code: number | null; subcode: number | null } | null;
}

/**
 * Asks Meta about a token. An invalid token is an answer, not a failure.
 *
 * @throws GraphRefused when the app itself is refused, GraphUnreachable when there is no answer.
 * Source: Meta, Facebook Login, "Debugging access tokens", read 2026-11-20.
 */
export async function inspectToken(graph: Graph, app: MetaApp, inputToken: string): Promise<TokenFacts> {
  const answer = await graph.call({
    method: 'GET',
    path: ['debug_token'],
    accessToken: appAccessToken(app),
    query: { input_token: inputToken },
  });
  const facts = asObject(asObject(answer)?.['data']);
  const error = asObject(facts?.['error']);
  return {
    isValid: facts?.['is_valid'] === true,
    appId: asId(facts?.['app_id']),
    type: asText(facts?.['type']),
    userId: asId(facts?.['user_id']),
    profileId: asId(facts?.['profile_id']),
    scopes: asList(facts?.['scopes']).flatMap((scope) => asText(scope) ?? []),
    granularScopes: asList(facts?.['granular_scopes']).flatMap(readGranularScope),
    expiresAt: asTime(facts?.['expires_at']),
    dataAccessExpiresAt: asTime(facts?.['data_access_expires_at']),
    error: error && { code: asNumber(error['code']), subcode: asNumber(error['subcode']) },
  };
}

function readGranularScope(value: JsonValue): TokenFacts['granularScopes'] {
  const fields = asObject(value);
  const scope = asText(fields?.['scope']);
  if (scope === null) return [];
  const targets = fields?.['target_ids'];
  const targetIds = Array.isArray(targets) ? targets.flatMap((id) => asId(id) ?? []) : null;
  return [{ scope, targetIds }];
}
