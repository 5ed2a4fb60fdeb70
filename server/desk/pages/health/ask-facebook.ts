import type { Graph } from '../../../facebook/graph/client.ts';
import { GraphRefused, GraphUnreachable } from '../../../facebook/graph/error.ts';
import {
  readAppAccess,
  readAppStanding,
  readPageStanding,
  tryConversations,
} from '../../../facebook/oauth/app-standing.ts';
import { readAppSubscriptions, readSubscribedApps } from '../../../facebook/oauth/subscribe.ts';
import { inspectToken } from '../../../facebook/oauth/tokens.ts';
import type { Secrets } from '../../../kit/secrets.ts';
import type { PageHealthRow } from '../../../store/page-health.ts';

/** What became of one question: an answer, a no of Facebook's, or nothing. */
export type Answer<T> =
  | { kind: 'told'; value: T }
  | { kind: 'refused'; error: GraphRefused }
  | { kind: 'unreachable'; error: GraphUnreachable };

/** Each question that Facebook can be asked of a page's connection. None of them changes anything there. */
const questions = {
  app: (graph, { app }) => readAppStanding(graph, app),
  appAccess: (graph, { app }) => readAppAccess(graph, app),
  appSubscriptions: (graph, { app }) => readAppSubscriptions(graph, app),
  token: (graph, { app, page }) => inspectToken(graph, app, page.accessToken),
  subscribedApps: (graph, { page }) => readSubscribedApps(graph, page),
  page: (graph, { page }) => readPageStanding(graph, page),
  conversations: (graph, { page }) => tryConversations(graph, page),
} satisfies Record<string, (graph: Graph, keys: Keys) => Promise<unknown>>;

export type Question = keyof typeof questions;
export type Answers = { [Q in Question]?: Answer<Awaited<ReturnType<(typeof questions)[Q]>>> };

interface Keys {
  app: { appId: string; appSecret: string };
  page: { pageId: string; accessToken: string; appSecret: string };
}

/**
 * Asks Facebook several things about a page at once. What is not answered is an answer too: it does not throw for it.
 * No transaction may be open.
 *
 * @throws SecretUnreadable when the page's token cannot be opened with this `SECRET_KEY`.
 */
export async function askFacebook(
  { graph, secrets }: { graph: Graph; secrets: Secrets },
  row: Pick<PageHealthRow, 'id' | 'facebookId' | 'tokenSealed' | 'metaAppId' | 'appId' | 'appSecretSealed'>,
  wanted: readonly Question[],
): Promise<Answers> {
  if (row.tokenSealed === null) return {};
  const appSecret = secrets.open(row.appSecretSealed, row.metaAppId);
  const keys: Keys = {
    app: { appId: row.appId, appSecret },
    page: {
      pageId: row.facebookId,
      accessToken: secrets.open(row.tokenSealed, row.id),
      appSecret,
    },
  };
  const answers = await Promise.all(
    wanted.map(async (name) => {
      const question: (graph: Graph, keys: Keys) => Promise<unknown> = questions[name];
      return [name, await ask(() => question(graph, keys))] as const;
    }),
  );
  return Object.fromEntries(answers) as Answers;
}

async function ask<T>(question: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { kind: 'told', value: await question() };
  } catch (error) {
    if (error instanceof GraphRefused) return { kind: 'refused', error };
    if (error instanceof GraphUnreachable) return { kind: 'unreachable', error };
    throw error;
  }
}
