import type { CommentRead } from '../../facebook/comments/read.ts';
import type { PastPost } from '../../facebook/comments/past-posts.ts';
import type { CommentEvent, PostEvent } from '../../facebook/webhook/page-event.ts';
import type { KnownComment } from '../../store/backfills.ts';
import { eventOfRead } from '../comments/event-of-read.ts';
import type { InboundEvent } from '../inbound/apply-events.ts';
import type { Past } from '../inbound/past.ts';
import { midOfComment, midOfPost } from '../inbound/place-comment.ts';

/** A post with some of its comments, as they were read. */
export type ReadPost = Pick<PastPost, 'id' | 'authorId'> & {
  /** Null where only more comments of it were read. */
  post: PastPost | null;
  comments: readonly CommentRead[];
};

/** What decides which words under a post are missing, and what they ask of us. */
export interface PostFacts {
  pageFacebookId: string;
  /** Nothing older is wanted of this author; null: of one who was not told. */
  sinceOf: (authorId: string | null) => Date;
  known: readonly KnownComment[];
  now: Date;
}

/** So long Facebook allows a private reply; what is older waits for nobody any more. */
const asksMs = 7 * 24 * 3_600_000;

/** Something said in public: a comment, or a visitor's post. */
interface Said {
  mid: string;
  rootKey: string;
  at: Date;
  isFromPage: boolean;
  authorId: string | null;
  events: readonly (CommentEvent | PostEvent)[];
}

/**
 * What the desk does not know of a post's comments, and of a visitor's post itself, as events in their order.
 *
 * Something of a person's still waits when nothing known of its thread is newer, the page has said nothing there
 * since, and it is less than seven days old: then it counts like what was just told.
 */
export function planPastPost(read: ReadPost, facts: PostFacts): InboundEvent[] {
  const said = inOrder(read, facts);
  const knownMids = new Set(facts.known.map(({ mid }) => mid));
  return said
    .filter(({ mid, at, authorId }) => !knownMids.has(mid) && at >= facts.sinceOf(authorId))
    .flatMap((each) => {
      const past = each.isFromPage ? 'over' : judge(said, each, facts);
      return each.events.map((event) => ({ event, receivedAt: facts.now, past }));
    });
}

/** The threads that a post's comments may stand in: each by what it begins with. */
export function rootsOfRead(read: ReadPost, pageFacebookId: string): string[] {
  return [...new Set(read.comments.map((comment) => rootOfRead(read, comment, pageFacebookId)))];
}

function rootOfRead(
  { id, authorId }: Pick<ReadPost, 'id' | 'authorId'>,
  comment: CommentRead,
  pageFacebookId: string,
): string {
  if (isVisitors(authorId, pageFacebookId)) return midOfPost(id);
  return midOfComment(comment.parentId ?? comment.id);
}

function isVisitors(authorId: string | null, pageFacebookId: string): boolean {
  return authorId !== null && authorId !== pageFacebookId;
}

/** Oldest first; of one second as Facebook lists it, which is from the newest. */
function inOrder(read: ReadPost, { pageFacebookId }: PostFacts): Said[] {
  const comments = read.comments.flatMap((comment): Said[] => {
    const { createdAt, authorId, isHidden } = comment;
    if (createdAt === null) return [];
    const event = { ...eventOfRead(comment, pageFacebookId), postId: read.id };
    const hiding = { ...event, verb: 'hide', rawVerb: 'hide' } as const;
    return [
      {
        mid: midOfComment(comment.id),
        rootKey: rootOfRead(read, comment, pageFacebookId),
        at: createdAt,
        isFromPage: event.byPage,
        authorId,
        events: isHidden ? [event, hiding] : [event],
      },
    ];
  });
  const post =
    read.post && isVisitors(read.authorId, pageFacebookId) ? [saidBy(read.post, pageFacebookId)] : [];
  return [...comments, ...post].toReversed().toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

function saidBy(post: PastPost, pageFacebookId: string): Said {
  const { id, authorId, authorName, text, pictureUrl, permalink, createdAt, item } = post;
  const event: PostEvent = {
    kind: 'post',
    pageId: pageFacebookId,
    personId: authorId,
    at: createdAt,
    standby: false,
    raw: null,
    verb: 'add',
    rawVerb: 'add',
    author: { id: authorId, name: authorName },
    byPage: false,
    text,
    tagNames: [],
    media: pictureUrl === null ? [] : [{ type: 'photo', url: pictureUrl }],
    createdAt,
    postId: id,
    item,
    isPublished: true,
    isHidden: null,
    postUrl: permalink,
  };
  const mid = midOfPost(id);
  return { mid, rootKey: mid, at: createdAt, isFromPage: false, authorId, events: [event] };
}

function judge(said: readonly Said[], { mid, rootKey, at }: Said, { known, now }: PostFacts): Past {
  if (now.getTime() - at.getTime() > asksMs) return 'over';
  const behind = said.slice(said.findIndex((each) => each.mid === mid) + 1);
  const shownAfter = behind.filter((each) => each.rootKey === rootKey);
  const shownMids = new Set(said.map((each) => each.mid));
  const knownAfter = known.filter(
    (each) => each.rootKey === rootKey && each.at >= at && !shownMids.has(each.mid),
  );
  const isAnswered =
    shownAfter.some(({ isFromPage }) => isFromPage) ||
    knownAfter.some(({ direction, status }) => direction === 'out' && status !== 'failed');
  if (isAnswered) return 'over';
  const knownMids = new Set(known.map((each) => each.mid));
  const isKnownAfter = knownAfter.length > 0 || shownAfter.some((each) => knownMids.has(each.mid));
  return isKnownAfter ? 'late' : 'waiting';
}
