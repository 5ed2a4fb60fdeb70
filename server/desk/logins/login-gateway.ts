import { classifyGraphError } from '../../facebook/graph/classify-graph-error.ts';
import type { Graph } from '../../facebook/graph/client.ts';
import { GraphRefused, GraphUnreachable } from '../../facebook/graph/error.ts';
import { listManagedPages, type ManagedPage } from '../../facebook/oauth/pages.ts';
import { readGrantedScopes, readPerson, type Person } from '../../facebook/oauth/person.ts';
import { exchangeCode, exchangeForLongLived, type MetaApp } from '../../facebook/oauth/tokens.ts';
import { Problem } from '../problems.ts';

/** What a login brought. The tokens in it are secrets. */
export interface Grant {
  person: Person;
  /** Permissions that were granted, by Meta's names. */
  scopes: string[];
  pages: ManagedPage[];
  /** Pages that were ticked and that this person cannot read, with the kind of Facebook's refusal. */
  unreadable: { pageId: string; reason: string }[];
}

/** What a login asks of Facebook. No transaction is open while it is asked. */
export interface LoginGateway {
  /**
   * Turns the code into what was granted: the person, the permissions, and the pages with their long-lived tokens.
   * A code works once.
   *
   * @throws Problem `invalid` when Facebook does not take the code; `page-disconnected` when it is not reached.
   */
  readGrant(app: MetaApp, answer: { code: string; redirectUri: string }): Promise<Grant>;
}

/** The gateway that asks the Graph API. */
export function createLoginGateway(graph: Graph): LoginGateway {
  return {
    async readGrant(app, answer) {
      try {
        const short = await exchangeCode(graph, app, answer);
        // Page tokens read with a long-lived token do not end by themselves.
        const { accessToken } = await exchangeForLongLived(graph, app, short.accessToken);
        const person = await readPerson(graph, app, accessToken);
        const scopes = await readGrantedScopes(graph, app, accessToken);
        // Without this permission Facebook refuses the list: what is missing says more than that refusal.
        const { pages, unreadable } = scopes.includes('pages_show_list')
          ? await listManagedPages(graph, app, accessToken)
          : { pages: [], unreadable: [] };
        return {
          person,
          scopes,
          pages,
          unreadable: unreadable.map(({ pageId, error }) => ({ pageId, reason: whyUnreadable(error) })),
        };
      } catch (error) {
        throw toProblem(error);
      }
    },
  };
}

function whyUnreadable(error: GraphRefused): string {
  switch (classifyGraphError(error).kind) {
    case 'gone':
      return 'Facebook does not show this page to the account that logged in.';
    case 'token':
    case 'permission':
      return 'The account that logged in may not manage this page.';
    default:
      return `Facebook does not show this page (error ${error.code ?? error.status}).`;
  }
}

function toProblem(error: unknown): unknown {
  if (error instanceof GraphUnreachable) return unreached(error);
  if (!(error instanceof GraphRefused)) return error;
  const { kind } = classifyGraphError(error);
  // Facebook answers a wrong secret with its code 1, which else is a fault that passes.
  if ((kind === 'transient' && error.code !== 1) || kind === 'rate') return unreached(error);
  return new Problem('invalid', explain(error), {
    data: { graphCode: error.code, graphSubcode: error.subcode },
    cause: error,
  });
}

function unreached(cause: Error): Problem {
  return new Problem('page-disconnected', 'Facebook could not be reached, or had a fault. Log in again.', {
    cause,
  });
}

function explain({ code, subcode, status }: GraphRefused): string {
  switch (subcode) {
    case 36007:
      return 'Too much time passed since you pressed Continue at Facebook. Log in again.';
    case 36008:
      return 'The redirect address differs from the one in the Meta app. Copy it from Settings, Meta apps.';
    case 36009:
      return 'Facebook says that this login was used already. Log in again.';
    default:
  }
  if (code === 1 || code === 101)
    return 'Facebook does not accept the secret of this Meta app. Enter it anew.';
  const told = [code, subcode].filter((each) => each !== null).join('/') || status;
  return `Facebook did not finish the login (error ${told}). Log in again.`;
}
