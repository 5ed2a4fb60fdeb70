import type { Graph } from '../graph/client.ts';
import { GraphRefused } from '../graph/error.ts';
import { readAll } from '../graph/paging.ts';
import { asId, asList, asObject, asText, asUrl, type JsonValue } from '../json.ts';
import { inspectToken, type MetaApp, type TokenFacts } from './tokens.ts';

/** A page that a person may manage. */
export interface ManagedPage {
  pageId: string;
  name: string | null;
  category: string | null;
  pictureUrl: string | null;
  /** The page's token; null when this person may not have it. A secret. */
  accessToken: string | null;
  /** What the person may do there, without Meta's prefix of the new pages: MESSAGING, MODERATE, MANAGE, … */
  tasks: string[];
  /** Null when Meta does not say. */
  isPublished: boolean | null;
  /** Permissions that the person granted, but not for this page. */
  leftOutOf: string[];
}

/** Which pages were found, and which were granted but cannot be read. */
export interface ManagedPages {
  pages: ManagedPage[];
  unreadable: { pageId: string; error: GraphRefused }[];
}

const FIELDS = 'id,name,access_token,tasks,category,is_published,picture{url}';
const PAGES_PER_CALL = 100;

/**
 * Lists the pages that a person granted. Meta's own list leaves out pages (all of them with Login for Business, those
 * of a business portfolio without its permission), so each page named in the token's granular scopes that is missing
 * is read by itself; one that cannot be read does not hide its siblings.
 *
 * @param userToken  the person's token; long-lived, or the page tokens expire with it.
 * @throws GraphRefused, GraphUnreachable when the list or the token's facts cannot be had.
 * Source: Meta, Graph API, "User accounts"; Facebook Login, "Debugging access tokens"; read 2026-11-20.
 */
export async function listManagedPages(graph: Graph, app: MetaApp, userToken: string): Promise<ManagedPages> {
  const call = { accessToken: userToken, appSecret: app.appSecret };
  const pages = new Map<string, ManagedPage>();
  const list = {
    method: 'GET',
    path: ['me', 'accounts'],
    query: { fields: FIELDS, limit: PAGES_PER_CALL },
  } as const;
  for await (const item of readAll(graph, { ...list, ...call })) {
    const page = readManagedPage(item);
    if (page !== null) pages.set(page.pageId, page);
  }
  const unreadable: ManagedPages['unreadable'] = [];
  const { granularScopes } = await inspectToken(graph, app, userToken);
  for (const pageId of grantedPageIds(granularScopes)) {
    if (pages.has(pageId)) continue;
    try {
      const page = readManagedPage(
        await graph.call({ method: 'GET', path: [pageId], query: { fields: FIELDS }, ...call }),
      );
      if (page !== null) pages.set(pageId, page);
    } catch (error) {
      if (!(error instanceof GraphRefused)) throw error;
      unreadable.push({ pageId, error });
    }
  }
  const withLacks = [...pages.values()].map((page) => ({
    ...page,
    leftOutOf: granularScopes.flatMap(({ scope, targetIds }) =>
      targetIds === null || targetIds.includes(page.pageId) ? [] : scope,
    ),
  }));
  return { pages: withLacks, unreadable };
}

function grantedPageIds(granularScopes: TokenFacts['granularScopes']): Set<string> {
  const ofPages = granularScopes.filter(
    ({ scope }) => scope === 'pages_messaging' || scope === 'pages_show_list',
  );
  return new Set(ofPages.flatMap(({ targetIds }) => targetIds ?? []));
}

function readManagedPage(value: JsonValue): ManagedPage | null {
  const fields = asObject(value);
  const pageId = asId(fields?.['id']);
  if (pageId === null) return null;
  const picture = asObject(fields?.['picture']);
  return {
    pageId,
    name: asText(fields?.['name']),
    category: asText(fields?.['category']),
    pictureUrl: asUrl(asObject(picture?.['data'])?.['url']) ?? asUrl(picture?.['url']),
    accessToken: asText(fields?.['access_token']),
    tasks: asList(fields?.['tasks']).flatMap((task) => asText(task)?.replace(/^PROFILE_PLUS_/, '') ?? []),
    isPublished: typeof fields?.['is_published'] === 'boolean' ? fields['is_published'] : null,
    leftOutOf: [],
  };
}
