import {
  readPastComments,
  readPastPosts,
  type PastComments,
  type PastPost,
} from '../../facebook/comments/past-posts.ts';
import type { PageAccess } from '../../facebook/graph/client.ts';
import { readComment } from '../../facebook/comments/read.ts';
import { GraphRefused } from '../../facebook/graph/error.ts';
import { numberOfId } from '../../facebook/webhook/feed-ids.ts';
import { listActivePosts, type BackfillFacts, type BackfillStep } from '../../store/backfills.ts';
import type { SendContext } from '../messages/send-context.ts';
import { applyPost, applyRemoval } from './apply-post.ts';
import type { Stretch } from './plan-changes.ts';
import type { ReadPost } from './plan-post.ts';

/** Posts read by one call, each with its newest comments. */
const postsPerCall = 10;
/** The list is followed so far behind what was asked for; older posts are read where something was said since then. */
const olderPostsMs = 30 * 24 * 3_600_000;
/** So many of those at most: each costs a call. */
const mostOlderPosts = 100;

/** How far the reading of comments has come; text in the column `cursor`, null at the start. */
interface Place {
  /** Meta's place in the list of posts; null at its start. */
  after: string | null;
  /** The list is read; only what is named below is left. */
  isAtEnd: boolean;
  /** Posts of which comments are still to be read. */
  more: {
    id: string;
    authorId: string | null;
    /** Null: from the newest. */
    after: string | null;
    /** ISO: what is newer was shown before. Absent: that is not known. */
    until?: string;
  }[];
  /** Ids of comments that Facebook did not show: to be asked for one by one. */
  missing: string[];
}

/**
 * One step among a page's posts: a piece of the list, older comments of one post, or one comment that was not shown.
 * The list is by the age of the posts, whatever was commented on last, so it is followed some way behind what was asked
 * for; behind that come the posts under which the desk knows something of late.
 *
 * What is written meanwhile is told by webhooks: there is no second round.
 *
 * @returns what the step did; whether it was the last.
 * @throws GraphRefused, GraphUnreachable as the call does.
 */
export async function readPosts(
  ctx: SendContext,
  access: PageAccess,
  facts: BackfillFacts,
): Promise<{ step: BackfillStep; isDone: boolean }> {
  const place = placeOf(facts.cursor);
  const [missing, ...others] = place.missing;
  if (missing !== undefined) {
    await lookFor(ctx, access, facts, missing);
    return stepTo(facts, { ...place, missing: others }, { reachedAt: null });
  }
  const [next, ...behind] = place.more;
  if (next) return readMoreOf(ctx, access, facts, { ...place, more: behind }, next);
  return place.isAtEnd ? stepTo(facts, place, { reachedAt: null }) : readList(ctx, access, facts, place);
}

async function readList(ctx: SendContext, access: PageAccess, facts: BackfillFacts, place: Place) {
  const askedAt = ctx.clock.now();
  const piece = await readPastPosts(ctx.graph, access, { limit: postsPerCall, after: place.after });
  const wanted = await wantedOf(ctx, facts, piece.posts);
  const missing: string[] = [];
  let commentsAdded = 0;
  for (const post of wanted) {
    const done = await applyPost(ctx, facts, readOf(post), stretchOf(post.comments, askedAt));
    commentsAdded += done.added;
    missing.push(...done.missing);
  }
  const more = wanted.flatMap(({ id, authorId, comments }): Place['more'] =>
    goesOn(comments, facts) ? [{ id, authorId, after: comments.next, ...newerThan(comments) }] : [],
  );
  const oldest = piece.posts.at(-1)?.createdAt ?? facts.since;
  const isAtEnd = piece.next === null || oldest < farBehind(facts);
  return stepTo(
    facts,
    {
      after: piece.next,
      isAtEnd,
      more: isAtEnd ? [...more, ...(await olderPosts(ctx, facts))] : more,
      missing,
    },
    { reachedAt: oldest, postsRead: wanted.length, commentsAdded },
  );
}

function farBehind({ since }: BackfillFacts): Date {
  return new Date(since.getTime() - olderPostsMs);
}

/** Those that Facebook says changed, and those under which something may have been edited or removed. */
async function wantedOf(ctx: SendContext, facts: BackfillFacts, posts: readonly PastPost[]) {
  const quiet = posts.filter((post) => post.updatedAt < facts.since).map(({ id }) => numberOfId(id));
  const { pageId } = facts;
  const activeSince = farBehind(facts);
  const active =
    quiet.length === 0 ? [] : await listActivePosts(ctx.db, { pageId, activeSince, keys: quiet });
  const keys = new Set(active.map(({ key }) => key));
  return posts.filter((post) => post.updatedAt >= facts.since || keys.has(numberOfId(post.id)));
}

/** Posts that the list does not reach. */
async function olderPosts(ctx: SendContext, facts: BackfillFacts): Promise<Place['more']> {
  const posts = await listActivePosts(ctx.db, {
    pageId: facts.pageId,
    activeSince: farBehind(facts),
    postedBefore: farBehind(facts),
    most: mostOlderPosts,
  });
  return posts.map(({ facebookId, authorId }) => ({ id: facebookId, authorId, after: null }));
}

async function readMoreOf(
  ctx: SendContext,
  access: PageAccess,
  facts: BackfillFacts,
  place: Place,
  post: Place['more'][number],
) {
  const until = post.until === undefined ? null : new Date(post.until);
  const shownUntil = post.after === null ? ctx.clock.now() : until;
  const read = await readUnlessGone(
    readPastComments(ctx.graph, access, { postId: post.id, after: post.after }),
  );
  const { comments } = read;
  const stretch = shownUntil && stretchOf(read, shownUntil);
  const { id, authorId } = post;
  const done = await applyPost(ctx, facts, { id, authorId, post: null, comments }, stretch);
  const more = goesOn(read, facts)
    ? [{ id, authorId, after: read.next, ...newerThan(read) }, ...place.more]
    : place.more;
  return stepTo(
    facts,
    { ...place, more, missing: done.missing },
    {
      reachedAt: null,
      commentsAdded: done.added,
      ...(post.after === null ? { postsRead: 1 } : {}),
    },
  );
}

/** A comment that its neighbours were shown without: when Facebook says that it does not exist, it was removed. */
async function lookFor(
  ctx: SendContext,
  access: PageAccess,
  facts: BackfillFacts,
  id: string,
): Promise<void> {
  const isGone = await readComment(ctx.graph, access, id).then(
    () => false,
    (error: unknown) => {
      if (error instanceof GraphRefused && error.code === 100) return true;
      throw error;
    },
  );
  if (isGone) await applyRemoval(ctx, facts, id);
}

/** A post that Facebook no longer shows must not hold up the others. */
async function readUnlessGone(reading: Promise<PastComments>): Promise<PastComments> {
  return reading.catch((error: unknown) => {
    if (error instanceof GraphRefused && error.code === 100) return { comments: [], next: null };
    throw error;
  });
}

function readOf(post: PastPost): ReadPost {
  const { id, authorId, comments } = post;
  return { id, authorId, post, comments: comments.comments };
}

/** What a piece of comments has shown whole. */
function stretchOf({ comments, next }: PastComments, until: Date): Stretch | null {
  if (next === null) return { from: null, until };
  const from = comments.at(-1)?.createdAt ?? null;
  return from && { from, until };
}

function newerThan({ comments }: PastComments): { until?: string } {
  const oldest = comments.at(-1)?.createdAt ?? null;
  return oldest === null ? {} : { until: oldest.toISOString() };
}

/** Whether the older comments may be wanted too. */
function goesOn(read: PastComments, { since }: BackfillFacts): read is PastComments & { next: string } {
  const oldest = read.comments.at(-1)?.createdAt;
  return read.next !== null && oldest instanceof Date && oldest >= since;
}

function stepTo(
  facts: BackfillFacts,
  place: Place,
  did: Pick<BackfillStep, 'reachedAt' | 'postsRead' | 'commentsAdded'>,
): { step: BackfillStep; isDone: boolean } {
  const cursor = JSON.stringify(place);
  const step = { part: 'comments', round: facts.round, cursor, trouble: null, faults: 0, ...did } as const;
  return { step, isDone: place.isAtEnd && place.more.length === 0 && place.missing.length === 0 };
}

function placeOf(cursor: string | null): Place {
  const start: Place = { after: null, isAtEnd: false, more: [], missing: [] };
  // Written above alone; by an older version without what was not shown.
  return cursor === null ? start : { ...start, ...(JSON.parse(cursor) as Partial<Place>) };
}
