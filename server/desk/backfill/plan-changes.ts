import type { CommentRead } from '../../facebook/comments/read.ts';
import type { CommentEvent } from '../../facebook/webhook/page-event.ts';
import type { StandingComment } from '../../store/backfills.ts';
import { eventOfRead } from '../comments/event-of-read.ts';
import { maskSign } from '../privacy/mask.ts';
import { readHistory } from '../inbound/comment-marks.ts';
import { midOfComment } from '../inbound/place-comment.ts';
import type { ReadPost } from './plan-post.ts';

/** So many comments of one post are asked for one by one, at most: each costs a call. */
const mostMissing = 20;

interface ChangeFacts {
  pageFacebookId: string;
  /** What the desk knows to stand under the post. */
  standing: readonly StandingComment[];
  now: Date;
}

/**
 * What became of known comments while nobody told: other words, hidden, shown again. It happened some time before
 * `now`, when it was noticed.
 */
export function planChanges(read: ReadPost, { pageFacebookId, standing, now }: ChangeFacts): CommentEvent[] {
  const known = new Map(standing.map((each) => [each.mid, each]));
  return read.comments.flatMap((comment) => {
    const before = known.get(midOfComment(comment.id));
    if (!before) return [];
    const event = { ...eventOfRead(comment, pageFacebookId), postId: read.id, at: now };
    return [
      ...(isReworded(before, comment) ? [{ ...event, verb: 'edit', rawVerb: 'edited' } as const] : []),
      ...hidingOf(before, comment).map((verb) => ({ ...event, verb, rawVerb: verb })),
    ];
  });
}

/** Our own replies are not looked at: Facebook may show their words a little differently. */
function isReworded(before: StandingComment, { text }: CommentRead): boolean {
  if (before.authorKind === 'user') return false;
  return !isSameBehindMask((before.text ?? '').trim(), (text ?? '').trim());
}

/** Whether a stored text may be this one, with some of it masked by whatever rules there were. */
function isSameBehindMask(stored: string, text: string): boolean {
  if (stored === text) return true;
  if (stored.length !== text.length) return false;
  return stored.split('').every((unit, at) => unit === text[at] || unit === maskSign);
}

function hidingOf({ history, direction }: StandingComment, { isHidden }: CommentRead): ('hide' | 'unhide')[] {
  if (direction === 'out') return [];
  const last = readHistory(history).findLast(({ verb }) => verb !== 'remove');
  const wasHidden = last?.verb === 'hide';
  if (wasHidden === isHidden) return [];
  return [isHidden ? 'hide' : 'unhide'];
}

/** The stretch of time whose comments Facebook has shown whole; its ends are not in it. */
export interface Stretch {
  /** Null: from the first one. */
  from: Date | null;
  until: Date;
}

/**
 * Known comments that Facebook left out of a stretch that it has shown. Whether they are gone is asked of each: only
 * where others are shown, since a permission that was lost leaves them out too.
 *
 * @returns their ids at Facebook.
 */
export function findMissing(
  read: ReadPost,
  { from, until }: Stretch,
  standing: readonly StandingComment[],
): string[] {
  if (read.comments.length === 0) return [];
  const shown = new Set(read.comments.map(({ id }) => midOfComment(id)));
  return standing
    .filter(({ mid, at }) => !shown.has(mid) && at < until && (from === null || at > from))
    .slice(0, mostMissing)
    .map(({ facebookId }) => facebookId);
}

/** That a comment is not there any more, as it would have been told. */
export function removalOf(commentId: string, pageFacebookId: string, now: Date): CommentEvent {
  return {
    kind: 'comment',
    pageId: pageFacebookId,
    personId: null,
    at: now,
    standby: false,
    raw: null,
    verb: 'remove',
    rawVerb: 'remove',
    author: null,
    byPage: false,
    text: null,
    tagNames: [],
    media: [],
    createdAt: null,
    commentId,
    postId: null,
    parentCommentId: null,
    postUrl: null,
    post: { item: null, isPublished: null },
  };
}
