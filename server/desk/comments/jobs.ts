import type { NewJob } from '../../store/job-queue.ts';

/** Reads a post of a page from Facebook, with its picture, to show what is commented on. */
export function fetchPostJob(post: { id: string; pageId: string }, runAt?: Date): NewJob {
  return {
    kind: 'fetch-post',
    uniqueKey: `fetch-post:${post.id}`,
    pageId: post.pageId,
    payload: { postId: post.id },
    ...(runAt ? { runAt } : {}),
  };
}

/** Reads a comment of which something was not told: its author, or all of it. */
export function fetchCommentJob(page: { id: string }, commentId: string): NewJob {
  return {
    kind: 'fetch-comment',
    uniqueKey: `fetch-comment:${page.id}:${commentId}`,
    pageId: page.id,
    payload: { pageId: page.id, commentId },
  };
}

/** Hides a comment that has one of the page's words for it. */
export function hideByRuleJob(message: { id: string; pageId: string }): NewJob {
  return {
    kind: 'hide-by-rule',
    uniqueKey: `hide-by-rule:${message.id}`,
    pageId: message.pageId,
    payload: { messageId: message.id },
  };
}

/** Does on Facebook what somebody wants of a comment. What is asked of one comment is done in the order of asking. */
export function actOnCommentJob(act: { id: string; messageId: string; pageId: string }): NewJob {
  return {
    kind: 'act-on-comment',
    key: act.messageId,
    pageId: act.pageId,
    payload: { actId: act.id },
    // The verb itself decides when to give up.
    maxAttempts: 1_000_000,
  };
}
