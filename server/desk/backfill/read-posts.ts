import {
  readPastComments,
  readPastPosts,
  type PastComments,
  type PastPost,
} from '../../facebook/comments/past-posts.ts';
import type { PageAccess } from '../../facebook/graph/client.ts';
import { GraphRefused } from '../../facebook/graph/error.ts';
import type { BackfillFacts, BackfillStep } from '../../store/backfills.ts';
import type { SendContext } from '../messages/send-context.ts';
import { applyPost } from './apply-post.ts';
import type { ReadPost } from './plan-post.ts';

/** Posts read by one call, each with its newest comments. */
const postsPerCall = 10;
/** A post that is older than what was asked for, by more than this, is not looked at for newer comments. */
const olderPostsMs = 30 * 24 * 3_600_000;

/** How far the reading of comments has come; text in the column `cursor`, null at the start. */
interface Place {
  /** Meta's place in the list of posts; null at its start. */
  after: string | null;
  /** The list is read; only posts with more comments are left. */
  isAtEnd: boolean;
  /** Posts of which older comments are still to be read. */
  more: { id: string; authorId: string | null; after: string }[];
}

/**
 * One step among a page's posts: a piece of the list, or older comments of one post. The list is by the age of the
 * posts, whatever was commented on last, so it is followed some way behind what was asked for.
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
  const [next, ...others] = place.more;
  return next
    ? readMoreOf(ctx, access, facts, { ...place, more: others }, next)
    : place.isAtEnd
      ? stepTo(facts, place, { reachedAt: null })
      : readList(ctx, access, facts, place);
}

async function readList(ctx: SendContext, access: PageAccess, facts: BackfillFacts, { after }: Place) {
  const piece = await readPastPosts(ctx.graph, access, { limit: postsPerCall, after });
  const wanted = piece.posts.filter((post) => post.updatedAt >= facts.since);
  let commentsAdded = 0;
  for (const post of wanted) commentsAdded += await applyPost(ctx, facts, readOf(post));
  const more = wanted.flatMap(({ id, authorId, comments }) =>
    goesOn(comments, facts) ? [{ id, authorId, after: comments.next }] : [],
  );
  const oldest = piece.posts.at(-1)?.createdAt ?? facts.since;
  const isAtEnd = piece.next === null || oldest.getTime() < facts.since.getTime() - olderPostsMs;
  return stepTo(
    facts,
    { after: piece.next, isAtEnd, more },
    { reachedAt: oldest, postsRead: wanted.length, commentsAdded },
  );
}

async function readMoreOf(
  ctx: SendContext,
  access: PageAccess,
  facts: BackfillFacts,
  place: Place,
  post: Place['more'][number],
) {
  const read = await readUnlessGone(
    readPastComments(ctx.graph, access, { postId: post.id, after: post.after }),
  );
  const { comments } = read;
  const commentsAdded = await applyPost(ctx, facts, { ...post, post: null, comments });
  const more = goesOn(read, facts) ? [{ ...post, after: read.next }, ...place.more] : place.more;
  return stepTo(facts, { ...place, more }, { reachedAt: null, commentsAdded });
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
  return { step, isDone: place.isAtEnd && place.more.length === 0 };
}

function placeOf(cursor: string | null): Place {
  // Written above alone.
  return cursor === null ? { after: null, isAtEnd: false, more: [] } : (JSON.parse(cursor) as Place);
}
