import type { Graph } from '../../facebook/graph/client.ts';
import { GraphRefused, GraphUnreachable } from '../../facebook/graph/error.ts';
import { asObject, asText } from '../../facebook/json.ts';
import { subscribePage } from '../../facebook/oauth/subscribe.ts';
import { inspectToken, type MetaApp } from '../../facebook/oauth/tokens.ts';
import { invalid, Problem } from '../problems.ts';

/** What connecting a page asks of Facebook. No transaction is open while it is asked. */
export interface PageGateway {
  /**
   * Whose page this token is for.
   * @throws Problem `invalid` naming `pageToken` when Facebook does not accept it, when it is no page's, or
   * another app's; `page-disconnected` when Facebook cannot be reached.
   */
  readPage(app: MetaApp, pageToken: string): Promise<{ facebookId: string; name: string }>;
  /** Has the page's events delivered to the app. @throws Problem as `readPage` does. */
  subscribe(app: MetaApp, page: { facebookId: string; pageToken: string }): Promise<void>;
}

/** The gateway that asks the Graph API. */
export function createPageGateway(graph: Graph): PageGateway {
  return {
    readPage: (app, pageToken) =>
      asked(async () => {
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
            query: { fields: 'id,name' },
          }),
        );
        const facebookId = asText(answer?.['id']);
        const name = asText(answer?.['name']);
        if (!facebookId || !name)
          throw invalid('pageToken', 'Facebook does not tell which page this token is for.');
        return { facebookId, name };
      }),
    subscribe: (app, { facebookId, pageToken }) =>
      asked(() =>
        subscribePage(graph, { pageId: facebookId, accessToken: pageToken, appSecret: app.appSecret }),
      ),
  };
}

async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof GraphRefused) {
      const code = [error.code, error.subcode].filter((each) => each !== null).join('/');
      throw new Problem('invalid', `Facebook refused this token (error ${code || error.status}).`, {
        data: { field: 'pageToken', graphCode: error.code, graphSubcode: error.subcode },
        cause: error,
      });
    }
    if (error instanceof GraphUnreachable) {
      throw new Problem('page-disconnected', 'Facebook could not be reached. Try again in a moment.', {
        cause: error,
      });
    }
    throw error;
  }
}
