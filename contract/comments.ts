import { z } from 'zod';
import { contactId, conversationId, messageId, pageId } from './ids.ts';
import { instant } from './instant.ts';

/**
 * What is public on Facebook: comments, and posts that visitors leave on a page. A top-level comment with its
 * replies is one conversation of kind `comment`; each comment in it is a message whose `comment` part is here.
 */

/** What people at the desk do with a comment. Those that undo one another stand side by side. */
export const commentAct = z.enum(['like', 'unlike', 'hide', 'unhide', 'delete', 'ban', 'unban']);
export type CommentAct = z.infer<typeof commentAct>;

/** Whether a comment may be answered in Messenger, which Facebook allows once and within seven days. */
export const privateReplyState = z.enum([
  /** It may be written, until `endsAt`. */
  'open',
  /** One was written: Facebook takes no second one. */
  'used',
  /** The comment was deleted, or is the page's own. */
  'impossible',
]);
export type PrivateReplyState = z.infer<typeof privateReplyState>;

/** Where an act stands: `queued` and `doing` are under way, `unknown` is being found out. */
export const actStatus = z.enum(['queued', 'doing', 'done', 'failed', 'unknown']);

export const actFailure = z.object({
  code: z.string(),
  message: z.string(),
  advice: z.string(),
  mayRetry: z.boolean(),
});
export type ActFailure = z.infer<typeof actFailure>;

/** What happened to a comment besides its words, oldest first. `by` is null when it was done on Facebook. */
export const commentHappening = z.object({
  what: z.enum(['hidden', 'shown', 'removed']),
  at: instant,
  by: z.string().nullable(),
});
export type CommentHappening = z.infer<typeof commentHappening>;

export const commentPart = z.object({
  /** Facebook's id, as it stands in calls and addresses. */
  facebookId: z.string(),
  /** `post`: a visitor's post itself · `mention`: the page was tagged elsewhere. */
  origin: z.enum(['comment', 'post', 'mention']),
  isHidden: z.boolean(),
  /** Whether the page likes it. */
  isLiked: z.boolean(),
  /** Facebook's words for reactions with how many people gave each, most first; the page's own counts. */
  reactions: z.array(z.object({ reaction: z.string(), count: z.number().int() })),
  history: z.array(commentHappening),
  /** Kept, and asked nothing of anybody: only emoji, or only friends' names. */
  isIgnored: z.boolean(),
  /** Where it can be looked at on Facebook. */
  permalink: z.string().nullable(),
  /** Whether its author was banned from the page here. */
  isAuthorBanned: z.boolean(),
  /** Our copy of the picture of who wrote it; null when there is none, and of the page's own. */
  authorPictureUrl: z.string().nullable(),
  privateReply: z.object({
    state: privateReplyState,
    /** Seven days after the comment, exclusive; null when it is impossible. */
    endsAt: instant.nullable(),
    /** The one that was written, or is on its way. */
    written: z
      .object({
        text: z.string(),
        by: z.string(),
        at: instant,
        status: actStatus,
        failure: actFailure.nullable(),
        /** The Messenger conversation that it opened or joined; null until it is known. */
        conversationId: conversationId.nullable(),
      })
      .nullable(),
  }),
  /** The newest other act that is under way or did not succeed; null when there is none. */
  act: z
    .object({ act: commentAct, status: actStatus, failure: actFailure.nullable(), by: z.string() })
    .nullable(),
});
export type CommentPart = z.infer<typeof commentPart>;

/** What a post is besides words. */
export const postKind = z.enum(['photo', 'video', 'reel', 'live', 'link', 'event']);
export type PostKind = z.infer<typeof postKind>;

/** The post that a thread stands under. */
export const post = z.object({
  id: z.uuid(),
  pageId,
  /** Facebook's id. */
  facebookId: z.string(),
  authorName: z.string().nullable(),
  isByPage: z.boolean(),
  text: z.string().nullable(),
  pictureUrl: z.string().nullable(),
  permalink: z.string().nullable(),
  /** Null: words alone, or not known. */
  kind: postKind.nullable(),
  /** False: it is not on the page itself, but shown as an ad, or still to be published; null: not told. */
  isPublished: z.boolean().nullable(),
  createdAt: instant.nullable(),
  removedAt: instant.nullable(),
  /** `pending`: being asked for · `unavailable`: Facebook does not show it. Comments are kept in any case. */
  state: z.enum(['pending', 'known', 'unavailable']),
  /** Threads of this post that the caller may see. */
  threads: z.object({ waiting: z.number().int(), live: z.number().int(), closed: z.number().int() }),
});
export type Post = z.infer<typeof post>;

/** A person under another name of Facebook's: who comments, and who writes in Messenger. */
export const likeness = z.object({
  contactId,
  name: z.string(),
  identity: z.enum(['messenger', 'commenter']),
  /** `linked`: proved by a private reply, or said by somebody at the desk · `suggested`: only alike. */
  state: z.enum(['linked', 'suggested']),
  /** Why: `private-reply` is Facebook's own proof. */
  because: z.enum(['private-reply', 'same-id', 'same-name', 'said']),
  /** Their newest conversation that the caller may see. */
  conversation: z.object({ id: conversationId, number: z.number().int(), preview: z.string() }).nullable(),
});
export type Likeness = z.infer<typeof likeness>;

/** What stands beside a thread: its post, the ticket before it, and who its author may be elsewhere. */
export const threadContext = z.object({
  post: post.nullable(),
  /** The ticket of the same thread that was closed too long ago to be reopened. */
  previous: z.object({ id: conversationId, number: z.number().int() }).nullable(),
  likenesses: z.array(likeness),
});
export type ThreadContext = z.infer<typeof threadContext>;

export const actOnComment = z.strictObject({ act: commentAct });
export type ActOnComment = z.infer<typeof actOnComment>;

/** Facebook's limits. Source: Meta, "Private replies" and "Comments", read 2026-11-20. */
export const commentLimits = {
  privateReplyDays: 7,
  privateReplyUnits: 2_000,
  publicReplyUnits: 8_000,
} as const;

export const writePrivateReply = z.strictObject({
  clientId: z.uuid(),
  text: z.string().trim().min(1).max(commentLimits.privateReplyUnits),
});
export type WritePrivateReply = z.infer<typeof writePrivateReply>;

/** Says whether two contacts are the same person. */
export const sayLikeness = z.strictObject({ contactId, isSame: z.boolean() });
export type SayLikeness = z.infer<typeof sayLikeness>;

/** The message of a comment that an act was asked of. */
export const commentMessage = z.object({ messageId });

/** Why something of a page's feed was not made a ticket, and how often. */
export const feedSkip = z.object({
  reason: z.enum(['comments-off', 'post-reaction', 'unpublished-post']),
  count: z.number().int(),
  lastAt: instant,
});
export type FeedSkip = z.infer<typeof feedSkip>;
