import { replaceEqualDeep, type InfiniteData } from '@tanstack/react-query';
import type {
  ConversationCounters,
  ConversationList,
  ConversationSort,
  ConversationSummary,
  ConversationView,
} from '../../../contract/conversations.ts';
import type { ConversationId, UserId } from '../../../contract/ids.ts';
import { statusAt } from '../../../contract/tickets.ts';
import { nowMs } from '../../lib/clock.ts';
import type { ListQuery } from '../../lib/paths.ts';

export type LoadedList = InfiniteData<ConversationList, string | null>;

/** Whether a view holds a conversation, for one user. The server's rule, told again here so that rows move at once. */
export function isInView(row: ConversationSummary, view: ConversationView, meId: UserId): boolean {
  switch (view) {
    case 'mine':
      return row.status !== 'closed' && (row.assignee?.id === meId || takesPart(row, meId));
    case 'unassigned':
      return row.status !== 'closed' && row.assignee === null;
    case 'waiting':
      return row.status === 'waiting';
    case 'closed':
      return row.status === 'closed';
    case 'all':
      return row.status !== 'closed';
  }
}

/** Whether somebody is in a conversation beside its agent. */
function takesPart({ participants = [] }: ConversationSummary, userId: UserId): boolean {
  return participants.some(({ user }) => user.id === userId);
}

/** Whether a list with these filters holds a conversation; words cannot be judged here and pass. */
export function isInList(row: ConversationSummary, query: ListQuery, meId: UserId): boolean {
  const view = query.view ?? 'all';
  // Who searches in all wants to find: closed ones are searched, too. So it is with what only ended ones are.
  const isEnded = query.ticket === 'solved' || query.ticket === 'closed' || query.ticket === 'spam';
  const isViewed = (view === 'all' && (Boolean(query.q) || isEnded)) || isInView(row, view, meId);
  return (
    isViewed &&
    (query.status === undefined || row.status === query.status) &&
    (query.department === undefined || row.department.id === query.department) &&
    (query.kind === undefined || row.kind === query.kind) &&
    (query.mode === undefined || row.mode === query.mode) &&
    (query.ticket === undefined || statusAt(row.ticket, nowMs()) === query.ticket) &&
    (query.page === undefined || row.page.id === query.page) &&
    (query.assignee === undefined || row.assignee?.id === query.assignee) &&
    (query.unread === undefined || row.unreadCount > 0 === (query.unread === 'true'))
  );
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Where a row stands: which part of the order, by what in it, and whether the later stands first. */
type Standing = { part: number; key: string; laterFirst: boolean };

/** The server's order, told again: some orders have rows with a key first, then those without. */
function standingOf(row: ConversationSummary, sort: ConversationSort): Standing {
  const byActivity = { key: row.lastActivityAt, laterFirst: sort !== 'oldest' };
  switch (sort) {
    case 'newest':
    case 'oldest':
      return { part: 0, ...byActivity };
    case 'waiting':
      return row.waitingSince === null
        ? { part: 1, ...byActivity }
        : { part: 0, key: row.waitingSince, laterFirst: false };
    case 'due':
      return row.due === undefined
        ? { part: 1, ...byActivity }
        : { part: 0, key: row.due.at, laterFirst: false };
    case 'window': {
      const wroteAt = lastWrittenAt(row);
      if (wroteAt === null) return { part: 2, ...byActivity };
      return row.window.state === 'standard'
        ? { part: 0, key: wroteAt, laterFirst: false }
        : { part: 1, key: wroteAt, laterFirst: true };
    }
  }
}

/** When the customer last wrote, read off the end of the window that it opened; null when they never did. */
function lastWrittenAt({ window }: ConversationSummary): string | null {
  if (window.endsAt === null) return null;
  const isDay = window.state === 'standard' || window.reason === 'over-24-hours';
  return new Date(Date.parse(window.endsAt) - (isDay ? dayMs : 7 * dayMs)).toISOString();
}

/** Below 0 when `a` stands before `b`. Never 0 for two conversations. */
export function compareRows(a: ConversationSummary, b: ConversationSummary, sort: ConversationSort): number {
  const [one, other] = [standingOf(a, sort), standingOf(b, sort)];
  if (one.part !== other.part) return one.part - other.part;
  const rising = compareText(one.key, other.key) || compareText(a.id, b.id);
  return one.laterFirst ? -rising : rising;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * The list after a conversation became `row`: replaced where it stands, moved, added or taken away.
 * The same object when nothing changes; pages that do not change stay the same objects too.
 */
export function placeRow(
  list: LoadedList,
  row: ConversationSummary,
  query: ListQuery,
  meId: UserId,
): LoadedList {
  const before = findRow(list, row.id);
  if (before && before.row.version >= row.version) return list;
  // Words are matched by the server: a row that was not found by it does not come in by itself.
  const belongs = isInList(row, query, meId) && (before !== null || !query.q);
  if (!belongs) return before ? removeRow(list, row.id) : list;
  const sort = query.sort ?? 'newest';
  if (before && staysInPlace(list, before, row, sort)) return replaceAt(list, before, row);
  return insertRow(before ? removeRow(list, row.id) : list, row, sort);
}

/** The list without a conversation. */
export function removeRow(list: LoadedList, id: ConversationId): LoadedList {
  const found = findRow(list, id);
  if (!found) return list;
  return withPage(list, found.page, (items) => items.toSpliced(found.index, 1));
}

type Place = { page: number; index: number; row: ConversationSummary };

/** Where a conversation stands in what is loaded. */
export function findRow(list: LoadedList, id: ConversationId): Place | null {
  for (const [page, { items }] of list.pages.entries()) {
    const index = items.findIndex((item) => item.id === id);
    const row = items[index];
    if (row) return { page, index, row };
  }
  return null;
}

function staysInPlace(
  list: LoadedList,
  at: Place,
  row: ConversationSummary,
  sort: ConversationSort,
): boolean {
  const items = list.pages[at.page]?.items ?? [];
  const above = items[at.index - 1] ?? list.pages[at.page - 1]?.items.at(-1);
  const below = items[at.index + 1] ?? list.pages[at.page + 1]?.items[0];
  return (
    (!above || compareRows(above, row, sort) < 0) &&
    // The last of what is loaded may have others below it that are not.
    (below ? compareRows(row, below, sort) < 0 : compareRows(row, at.row, sort) === 0 || !hasMore(list))
  );
}

function replaceAt(list: LoadedList, at: Place, row: ConversationSummary): LoadedList {
  return withPage(list, at.page, (items) => items.with(at.index, row));
}

function insertRow(list: LoadedList, row: ConversationSummary, sort: ConversationSort): LoadedList {
  for (const [page, { items }] of list.pages.entries()) {
    const index = items.findIndex((item) => compareRows(row, item, sort) < 0);
    if (index !== -1) return withPage(list, page, (all) => all.toSpliced(index, 0, row));
  }
  // Behind all that is loaded: it comes with its page, unless there is none to come.
  if (hasMore(list)) return list;
  return withPage(list, list.pages.length - 1, (all) => [...all, row]);
}

function hasMore(list: LoadedList): boolean {
  return (list.pages.at(-1)?.nextCursor ?? null) !== null;
}

function withPage(
  list: LoadedList,
  index: number,
  change: (items: ConversationSummary[]) => ConversationSummary[],
): LoadedList {
  const page = list.pages[index];
  if (!page) return list;
  return { ...list, pages: list.pages.with(index, { ...page, items: change(page.items) }) };
}

/**
 * A list as it was just fetched, with every row that live events had already brought further kept:
 * the answer may have been read before them.
 */
export function keepNewerRows(before: LoadedList | undefined, fetched: LoadedList): LoadedList {
  if (!before) return fetched;
  const known = new Map(before.pages.flatMap((page) => page.items.map((row) => [row.id, row])));
  return {
    ...fetched,
    pages: fetched.pages.map((page) => ({
      ...page,
      items: page.items.map((row) => {
        const other = known.get(row.id);
        if (!other) return row;
        return other.version > row.version ? other : replaceEqualDeep(other, row);
      }),
    })),
  };
}

const mostCounted = 1_000;

/** The counters after one conversation went from `before` to `after`; null when only the server can tell. */
export function countChange(
  counters: ConversationCounters,
  before: ConversationSummary,
  after: ConversationSummary,
  meId: UserId,
): ConversationCounters | null {
  const next = { ...counters };
  for (const view of ['mine', 'unassigned', 'all', 'waiting', 'closed'] as const) {
    const step = Number(isInView(after, view, meId)) - Number(isInView(before, view, meId));
    if (step !== 0 && counters[view] >= mostCounted) return null;
    next[view] += step;
  }
  next.mineUnread += Number(isUnreadOfMine(after, meId)) - Number(isUnreadOfMine(before, meId));
  return next;
}

function isUnreadOfMine(row: ConversationSummary, meId: UserId): boolean {
  return isInView(row, 'mine', meId) && row.unreadCount > 0;
}
