import { permissionOf } from '../../../contract/permissions.ts';
import { classifyGraphError } from '../../facebook/graph/classify-graph-error.ts';
import type { Graph } from '../../facebook/graph/client.ts';
import { GraphRefused, GraphUnreachable } from '../../facebook/graph/error.ts';
import { asObject, asText, asUrl } from '../../facebook/json.ts';
import { readApp, revokePermissions } from '../../facebook/oauth/apps.ts';
import { readPageSubscription, subscribePage, unsubscribePage } from '../../facebook/oauth/subscribe.ts';
import { appAccessToken, inspectToken, type MetaApp } from '../../facebook/oauth/tokens.ts';
import { invalid, Problem } from '../problems.ts';

/** What Facebook tells of a page's token, as it is kept with the page. */
export interface TokenNotes {
  /** Permissions by Meta's names. */
  scopes: string[];
  /** Null when it does not end by itself. */
  expiresAt: Date | null;
  /** Null when Facebook does not say. */
  dataAccessExpiresAt: Date | null;
  /** Whose it is: the person's id in the app; null for tokens of no person. */
  facebookUserId: string | null;
}

/** A page as its token shows it. */
export interface PageFacts {
  facebookId: string;
  name: string;
  /** Null when Facebook does not say. */
  isPublished: boolean | null;
  /** Expires; to be copied soon. */
  pictureUrl: string | null;
  token: TokenNotes;
}

/** A page with the key to it. */
export interface PageKey {
  facebookId: string;
  /** A secret. */
  pageToken: string;
}

/** What connecting a page asks of Facebook. No transaction is open while it is asked. */
export interface PageGateway {
  /**
   * Proves that an App ID and a secret belong together.
   * @throws Problem `invalid` naming `appSecret` when they do not; `page-disconnected` when Facebook cannot be reached.
   */
  proveApp(app: MetaApp): Promise<void>;
  /**
   * Whose page this token is for, and what it may do.
   * @throws Problem `invalid` naming `pageToken` when Facebook does not accept it, when it is no page's, or
   * another app's; `page-disconnected` when Facebook cannot be reached.
   */
  readPage(app: MetaApp, pageToken: string): Promise<PageFacts>;
  /** Has the page's events delivered to the app. @throws Problem as `readPage` does. */
  subscribe(app: MetaApp, page: PageKey): Promise<void>;
  /**
   * Stops the delivery of the page's events to the app, by the page's token, or by the app's own when that is dead.
   * @returns `gone` when Facebook knows neither any longer: then there is nothing left to stop.
   * @throws Problem `page-disconnected` for a fault that passes.
   */
  unsubscribe(app: MetaApp, page: { facebookId: string; pageToken: string | null }): Promise<'done' | 'gone'>;
  /** Takes back what a person allowed the app. @returns false when Facebook knows nothing of it any longer. */
  revoke(app: MetaApp, facebookUserId: string): Promise<boolean>;
  /** The fields that the page delivers to the app; null when it delivers none. @throws Problem as `readPage` does. */
  readSubscription(app: MetaApp, page: PageKey): Promise<string[] | null>;
}

/** The gateway that asks the Graph API. */
export function createPageGateway(graph: Graph): PageGateway {
  const accessOf = (app: MetaApp, { facebookId, pageToken }: PageKey) => ({
    pageId: facebookId,
    accessToken: pageToken,
    appSecret: app.appSecret,
  });
  return {
    proveApp: (app) =>
      asked('appSecret', async () => {
        const { id } = await readApp(graph, app);
        if (id !== null && id !== app.appId) throw invalid('appId', 'This App ID is another app’s.');
      }),
    readPage: (app, pageToken) => asked('pageToken', () => readPage(graph, app, pageToken)),
    subscribe: (app, page) => asked('pageToken', () => subscribePage(graph, accessOf(app, page))),
    readSubscription: (app, page) =>
      asked('pageToken', () => readPageSubscription(graph, accessOf(app, page), app.appId)),
    async revoke(app, facebookUserId) {
      try {
        await revokePermissions(graph, app, facebookUserId);
        return true;
      } catch (error) {
        if (error instanceof GraphRefused || error instanceof GraphUnreachable) return false;
        throw error;
      }
    },
    async unsubscribe(app, { facebookId, pageToken }) {
      const appToken = appAccessToken(app);
      for (const accessToken of [pageToken, appToken]) {
        if (accessToken === null) continue;
        const appSecret = accessToken === appToken ? null : app.appSecret;
        try {
          await unsubscribePage(graph, { pageId: facebookId, accessToken, appSecret });
          return 'done';
        } catch (error) {
          if (passes(error)) throw unreached(error);
          if (!(error instanceof GraphRefused)) throw error;
        }
      }
      return 'gone';
    },
  };
}

async function readPage(graph: Graph, app: MetaApp, pageToken: string): Promise<PageFacts> {
  const facts = await inspectToken(graph, app, pageToken);
  if (!facts.isValid) throw invalid('pageToken', 'Facebook does not accept this token, or no longer.');
  if (facts.type !== 'PAGE') throw invalid('pageToken', 'This is not the token of a page.');
  if (facts.appId !== app.appId) throw invalid('pageToken', 'This token was made for another app.');
  const answer = asObject(
    await graph.call({
      method: 'GET',
      path: ['me'],
      accessToken: pageToken,
      appSecret: app.appSecret,
      query: { fields: 'id,name,is_published,picture{url}' },
    }),
  );
  const facebookId = asText(answer?.['id']);
  const name = asText(answer?.['name']);
  if (!facebookId || !name)
    throw invalid('pageToken', 'Facebook does not tell which page this token is for.');
  const isPublished = answer?.['is_published'];
  return {
    facebookId,
    name,
    isPublished: typeof isPublished === 'boolean' ? isPublished : null,
    pictureUrl: asUrl(asObject(asObject(answer?.['picture'])?.['data'])?.['url']),
    token: {
      scopes: facts.scopes,
      expiresAt: facts.expiresAt,
      dataAccessExpiresAt: facts.dataAccessExpiresAt,
      facebookUserId: facts.userId,
    },
  };
}

/** @param field  what is at fault when Facebook says no. */
async function asked<T>(field: 'pageToken' | 'appSecret', work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (passes(error)) throw unreached(error);
    if (error instanceof GraphRefused) throw refused(field, error);
    throw error;
  }
}

function passes(error: unknown): error is GraphRefused | GraphUnreachable {
  if (error instanceof GraphUnreachable) return true;
  return error instanceof GraphRefused && ['transient', 'rate'].includes(classifyGraphError(error).kind);
}

function unreached(cause: unknown): Problem {
  const message =
    'Facebook could not be reached, or had a fault. Nothing was changed; try again in a moment.';
  return new Problem('page-disconnected', message, { cause });
}

function refused(field: string, error: GraphRefused): Problem {
  const code = [error.code, error.subcode].filter((each) => each !== null).join('/') || error.status;
  return new Problem('invalid', `${explain(field, error)} (Facebook’s error ${code}.)`, {
    data: { field, graphCode: error.code, graphSubcode: error.subcode },
    cause: error,
  });
}

/** The permissions without which no page's events can be had. */
const forEvents = ['pages_manage_metadata', 'pages_messaging'];

function explain(field: string, error: GraphRefused): string {
  if (field === 'appSecret') return 'Facebook does not accept this App ID together with this secret.';
  switch (classifyGraphError(error).kind) {
    case 'token':
      return 'Facebook does not accept the access key of this page, or no longer.';
    case 'permission': {
      const named = forEvents.map((scope) => `“${permissionOf(scope).words}” (${scope})`).join(' or ');
      return `Facebook refused: a permission is missing, ${named}.`;
    }
    default:
      return 'Facebook refused this access key.';
  }
}
