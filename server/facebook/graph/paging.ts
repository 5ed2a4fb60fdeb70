import { asList, asObject, asText, type JsonValue } from '../json.ts';
import type { Graph, GraphRequest } from './client.ts';

// Far above any list that a page has; stops a list that never ends.
const MOST_PAGES = 1_000;

/**
 * Reads a list of the Graph API item by item, page after page, as its reader asks for more. Ends where Meta gives
 * no `next`, never at a short or empty page. Follows the cursor and not the `next` address, which holds the token.
 *
 * @throws GraphRefused and GraphUnreachable as the calls do.
 * Source: Meta, Graph API, "Paginated results", read 2026-11-20.
 */
export async function* readAll(graph: Graph, request: GraphRequest): AsyncGenerator<JsonValue> {
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const query = after === null ? request.query : { ...request.query, after };
    const answer = asObject(await graph.call({ ...request, ...(query === undefined ? {} : { query }) }));
    yield* asList(answer?.['data']);
    const paging = asObject(answer?.['paging']);
    const next = asText(asObject(paging?.['cursors'])?.['after']) ?? cursorIn(asText(paging?.['next']));
    if (asText(paging?.['next']) === null || next === null || next === after) return;
    after = next;
  }
}

function cursorIn(next: string | null): string | null {
  return next !== null && URL.canParse(next) ? new URL(next).searchParams.get('after') : null;
}
