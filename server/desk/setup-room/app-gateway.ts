import type { Graph } from '../../facebook/graph/client.ts';
import { GraphRefused, GraphUnreachable } from '../../facebook/graph/error.ts';
import { readAppSubscriptions, type AppSubscription } from '../../facebook/oauth/subscribe.ts';
import type { MetaApp } from '../../facebook/oauth/tokens.ts';

/** What Facebook says of one of our apps, or why it says nothing. */
export type AppAnswer =
  | { kind: 'told'; subscriptions: AppSubscription[] }
  /** App id and secret do not belong together. */
  | { kind: 'refused' }
  | { kind: 'unreachable' };

/** What the setup asks of Facebook about an app. No transaction is open while it is asked. */
export interface AppGateway {
  readApp(app: MetaApp): Promise<AppAnswer>;
}

/** The gateway that asks the Graph API. */
export function createAppGateway(graph: Graph): AppGateway {
  return {
    async readApp(app) {
      try {
        return { kind: 'told', subscriptions: await readAppSubscriptions(graph, app) };
      } catch (error) {
        if (error instanceof GraphRefused) return { kind: error.isTransient ? 'unreachable' : 'refused' };
        if (error instanceof GraphUnreachable) return { kind: 'unreachable' };
        throw error;
      }
    },
  };
}
