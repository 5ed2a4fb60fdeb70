import type { GraphCall } from './graph-call.ts';
import { invalidParameter } from './graph-error.ts';

const standardLimit = 25;
const mostPerPage = 100;

export interface PageOfList<Item> {
  data: Item[];
  paging?: { cursors: { before: string; after: string }; next?: string; previous?: string };
}

/** A page of a list by opaque cursors. `next` is a whole address, token included, and only there when more exists. */
export function pageOfList<Item>(
  call: GraphCall,
  path: string,
  items: Item[],
  asked: { limit?: string | undefined; after?: string | undefined; before?: string | undefined },
): PageOfList<Item> {
  const limit = Math.min(Number(asked.limit ?? standardLimit) || standardLimit, mostPerPage);
  const before = asked.before === undefined ? undefined : positionOf(asked.before);
  const start =
    before === undefined
      ? asked.after === undefined
        ? 0
        : positionOf(asked.after) + 1
      : Math.max(0, before - limit);
  const end = before === undefined ? start + limit : before;
  const data = items.slice(start, end);
  if (data.length === 0) return { data };
  const cursors = { before: cursorOf(start), after: cursorOf(start + data.length - 1) };
  return {
    data,
    paging: {
      cursors,
      ...(end < items.length && { next: linkTo(call, path, { limit, after: cursors.after }) }),
      ...(start > 0 && { previous: linkTo(call, path, { limit, before: cursors.before }) }),
    },
  };
}

export function askedPage(call: GraphCall): { limit?: string | undefined; after?: string; before?: string } {
  const after = call.params.text('after');
  const before = call.params.text('before');
  return { limit: call.params.text('limit'), ...(after && { after }), ...(before && { before }) };
}

function cursorOf(position: number): string {
  return Buffer.from(`at ${position}`).toString('base64url');
}

function positionOf(cursor: string): number {
  const position = /^at (\d+)$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (position === undefined) throw invalidParameter('Invalid cursors values. Paging cursors expire.');
  return Number(position);
}

function linkTo(call: GraphCall, path: string, asked: Record<string, string | number>): string {
  const url = new URL(`${call.simulation.links.baseUrl}/${call.request.version}/${path}`);
  for (const [name, value] of Object.entries(call.params.all)) {
    if (!['after', 'before', 'limit'].includes(name) && typeof value === 'string')
      url.searchParams.set(name, value);
  }
  if (call.request.accessToken) url.searchParams.set('access_token', call.request.accessToken);
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, String(value));
  return url.href;
}
