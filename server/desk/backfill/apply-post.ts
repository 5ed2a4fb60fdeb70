import { feedLaneOf, laneOfPost } from '../../facebook/webhook/feed-ids.ts';
import { readKnownComments, type BackfillFacts } from '../../store/backfills.ts';
import { findPages } from '../../store/inbound-facts.ts';
import { holdLaneOf } from '../../store/inbound-queue.ts';
import type { Context } from '../context.ts';
import { applyEvents } from '../inbound/apply-events.ts';
import { midOfComment, midOfPost } from '../inbound/place-comment.ts';
import { planPastPost, rootsOfRead, type ReadPost } from './plan-post.ts';
import { reachBack } from './reach-back.ts';

/**
 * Puts what is missing under one post into the desk, in a transaction of its own that holds the post's lane: a webhook
 * about the same comment is applied before or after it, never beside it. Nobody else waits.
 *
 * No access check: these are the page's own posts, read with the page's own token.
 *
 * @returns how many comments, or visitors' posts, were missing.
 */
export async function applyPost(ctx: Context, facts: BackfillFacts, read: ReadPost): Promise<number> {
  if (read.comments.length === 0 && read.post === null) return 0;
  const { pageId, pageFacebookId } = facts;
  const [first] = read.comments;
  const added = await ctx.db.transaction().execute(async (tx) => {
    await holdLaneOf(tx, pageFacebookId, first ? feedLaneOf(first.id) : laneOfPost(read.id));
    const mids = [midOfPost(read.id), ...read.comments.map((comment) => midOfComment(comment.id))];
    const roots = rootsOfRead(read, pageFacebookId);
    const known = await readKnownComments(tx, { pageId, roots, mids });
    const now = ctx.clock.now();
    const since = new Map<string | null, Date>();
    for (const psid of [read.authorId, ...read.comments.map(({ authorId }) => authorId)]) {
      const person = { facebookPageId: pageFacebookId, psid: psid ?? '' };
      if (!since.has(psid)) since.set(psid, await reachBack(tx, person, { ...facts, now }));
    }
    const sinceOf = (authorId: string | null) => since.get(authorId) ?? facts.since;
    const events = planPastPost(read, { pageFacebookId, sinceOf, known, now });
    if (events.length === 0) return 0;
    const pages = new Map((await findPages(tx, [pageFacebookId])).map((page) => [page.facebookId, page]));
    await applyEvents({ tx, now, newId: ctx.newId }, pages, events);
    return events.filter(({ event }) => 'verb' in event && event.verb === 'add').length;
  });
  if (added > 0) ctx.bell.ring('live', 'jobs');
  return added;
}
