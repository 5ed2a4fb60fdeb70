import type { z } from 'zod';
import type {
  ConversationCounters,
  ConversationList,
  listConversations as listSchema,
} from '../../../contract/conversations.ts';
import { countViews, listConversationIds, type ListFilter } from '../../store/conversation-list.ts';
import { actorId, partsOf, seenBesides, sightOf } from '../access.ts';
import { TimeLimitPassed, withTimeLimit } from '../../store/time-limit.ts';
import type { Change, Context } from '../context.ts';
import { invalid } from '../problems.ts';
import { cutPage, rowsFor } from '../paging.ts';
import { readListCursor, writeListCursor } from './list-cursor.ts';
import { presentSummaries } from './present.ts';

type Query = z.output<typeof listSchema>;

const DAY_MS = 24 * 3_600_000;

/**
 * One page of the list, with the counters of all views. Three or four statements, whatever the page.
 *
 * @throws Problem `invalid` for a cursor that is none, or of another order.
 */
export async function listConversations(ctx: Context, query: Query): Promise<ConversationList> {
  const by = query.sort ?? 'newest';
  const from = query.cursor ? readListCursor(query.cursor, by) : null;
  const shutBefore = from?.shutBefore ?? new Date(ctx.clock.now().getTime() - DAY_MS);
  const page = { from: from?.place ?? null, limit: rowsFor(query.limit) };
  const list = (db: Context['db'] | Change['tx']) =>
    listConversationIds(db, filterOf(ctx, query), { by, shutBefore }, page);
  const [rows, counters] = await Promise.all([
    query.q ? search(ctx, list) : list(ctx.db),
    countConversations(ctx),
  ]);
  const { shown, last } = cutPage(rows, query.limit);
  return {
    items: await presentSummaries(
      ctx,
      shown.map((row) => row.id),
    ),
    nextCursor: last && writeListCursor({ sort: by, place: last, shutBefore }),
    counters,
  };
}

/** Longer than this nobody waits for a search; other requests should not wait for it either. */
const SEARCH_LIMIT_MS = 5_000;

async function search<T>(ctx: Context, list: (tx: Change['tx']) => Promise<T>): Promise<T> {
  try {
    return await withTimeLimit(ctx.db, SEARCH_LIMIT_MS, list);
  } catch (error) {
    if (error instanceof TimeLimitPassed) {
      throw invalid('q', 'Looking for these words takes too long. Add another word, or narrow the list.');
    }
    throw error;
  }
}

/** How many conversations each view holds for the actor, each up to 1,000. */
export async function countConversations(ctx: Context): Promise<ConversationCounters> {
  const { actor } = ctx;
  const sees = { sight: sightOf(actor), parts: seenBesides(actor), ownParts: partsOf(actor) };
  return countViews(ctx.db, sees, actorId(ctx.actor));
}

function asksForEnded({ ticket }: Query): boolean {
  return ticket === 'solved' || ticket === 'closed' || ticket === 'spam';
}

/** What each view holds. A search in `all` looks through the closed ones too: who searches wants to find. */
function filterOf(ctx: Context, query: Query): ListFilter {
  const common = {
    sight: sightOf(ctx.actor),
    parts: seenBesides(ctx.actor),
    ownParts: [],
    status: query.status,
    departmentId: query.department,
    pageId: query.page,
    kind: query.kind,
    mode: query.mode,
    ticket: query.ticket && { status: query.ticket, now: ctx.clock.now() },
    assigneeId: query.assignee,
    hasUnread: query.unread,
    referral: query.referral,
    words: query.q || undefined,
  };
  switch (query.view) {
    case 'mine':
      return { ...common, scope: 'live', assigneeId: actorId(ctx.actor), ownParts: partsOf(ctx.actor) };
    case 'unassigned':
      return { ...common, scope: 'live', assigneeId: null };
    case 'waiting':
      return { ...common, scope: 'live', status: 'waiting' };
    case 'closed':
      return { ...common, scope: 'closed' };
    case 'all':
      return {
        ...common,
        scope: query.status === 'closed' ? 'closed' : query.q || asksForEnded(query) ? 'any' : 'live',
      };
  }
}
