import { feedLaneOf, laneOfPost, numberOfId } from '../../facebook/webhook/feed-ids.ts';
import type { CommentEvent } from '../../facebook/webhook/page-event.ts';
import {
  notePostedAt,
  readKnownComments,
  readStandingComments,
  type BackfillFacts,
} from '../../store/backfills.ts';
import type { Tx } from '../../store/db.ts';
import { findPages } from '../../store/inbound-facts.ts';
import { holdLaneOf } from '../../store/inbound-queue.ts';
import { applyEvents, type InboundEvent } from '../inbound/apply-events.ts';
import { midOfComment, midOfPost } from '../inbound/place-comment.ts';
import type { SendContext } from '../messages/send-context.ts';
import { findMissing, planChanges, removalOf, type Stretch } from './plan-changes.ts';
import { planPastPost, rootsOfRead, type ReadPost } from './plan-post.ts';
import { reachBack } from './reach-back.ts';

/** What one reading of a post did. */
export interface AppliedPost {
  /** How many comments, or visitors' posts, were missing. */
  added: number;
  /** Ids at Facebook of known comments that it did not show although it should have. */
  missing: string[];
}

/**
 * Puts what is missing under one post into the desk, and what became of what is known, in a transaction of its own that holds the post's lane: a webhook
 * about the same comment is applied before or after it, never beside it. Nobody else waits.
 *
 * No access check: these are the page's own posts, read with the page's own token.
 *
 * @param stretch  whose comments Facebook has shown whole; null: that is not known.
 */
export async function applyPost(
  ctx: SendContext,
  facts: BackfillFacts,
  read: ReadPost,
  stretch: Stretch | null,
): Promise<AppliedPost> {
  if (read.comments.length === 0 && read.post === null) return { added: 0, missing: [] };
  const { pageId, pageFacebookId } = facts;
  const [first] = read.comments;
  const done = await ctx.db.transaction().execute(async (tx) => {
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
    const missed = planPastPost(read, { pageFacebookId, sinceOf, known, now });
    await applyPast(ctx, tx, pageFacebookId, missed);
    // Behind what was missed: with a thread's first question comes what the page had said there, in its words of then.
    const standing = await readStandingComments(tx, { pageId, key: numberOfId(read.id) });
    const changes = planChanges(read, { pageFacebookId, standing, now }).map((event) => asPast(event, now));
    await applyPast(ctx, tx, pageFacebookId, changes);
    // The list is by that time: what it has shown is not taken for older than it.
    if (read.post) await notePostedAt(tx, { pageId, key: numberOfId(read.id), at: read.post.createdAt });
    return {
      events: [...missed, ...changes],
      missing: stretch === null ? [] : findMissing(read, stretch, standing),
    };
  });
  if (done.events.length > 0) ctx.bell.ring('live', 'jobs');
  const added = done.events.filter(({ event }) => 'verb' in event && event.verb === 'add').length;
  return { added, missing: done.missing };
}

/** Notes that a comment is not there any more; it is kept for the record. No access check, as above. */
export async function applyRemoval(ctx: SendContext, facts: BackfillFacts, commentId: string): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.transaction().execute(async (tx) => {
    await holdLaneOf(tx, facts.pageFacebookId, feedLaneOf(commentId));
    const event = removalOf(commentId, facts.pageFacebookId, now);
    await applyPast(ctx, tx, facts.pageFacebookId, [asPast(event, now)]);
  });
  ctx.bell.ring('live', 'jobs');
}

/** What became of something known calls for nobody. */
function asPast(event: CommentEvent, receivedAt: Date): InboundEvent {
  return { event, receivedAt, past: 'over' };
}

async function applyPast(
  ctx: SendContext,
  tx: Tx,
  pageFacebookId: string,
  events: readonly InboundEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const pages = new Map((await findPages(tx, [pageFacebookId])).map((page) => [page.facebookId, page]));
  await applyEvents({ tx, now: ctx.clock.now(), newId: ctx.newId, secrets: ctx.secrets }, pages, events);
}
