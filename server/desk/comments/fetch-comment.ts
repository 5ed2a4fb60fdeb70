import { readComment, type CommentRead } from '../../facebook/comments/read.ts';
import type { CommentEvent } from '../../facebook/webhook/page-event.ts';
import { findPages } from '../../store/inbound-facts.ts';
import { change } from '../context.ts';
import { applyEvents } from '../inbound/apply-events.ts';
import type { Again, SendContext } from '../messages/send-context.ts';
import { askFacebook } from './ask-facebook.ts';

/**
 * Reads a comment of which something was not told: its author, or all of it. What Facebook says goes the way of every
 * event, so it changes only what is missing.
 *
 * No access check: the system asks, for whoever may see the thread.
 */
export async function fetchComment(
  ctx: SendContext,
  input: { pageId: string; commentId: string; attempts: number },
): Promise<Again | void> {
  const asked = await askFacebook(ctx, input.pageId, input.attempts, async (access, page) => ({
    comment: await readComment(ctx.graph, access, input.commentId),
    page,
  }));
  if ('again' in asked) return asked.again;
  if ('refused' in asked || asked.told.comment === null) return;
  const { comment, page } = asked.told;
  const event = eventOf(comment, page.facebookId);
  const now = ctx.clock.now();
  await change(ctx, async ({ tx }) => {
    const [fact] = await findPages(tx, [page.facebookId]);
    if (!fact) return;
    const apply = { tx, now, newId: ctx.newId };
    await applyEvents(apply, new Map([[fact.facebookId, fact]]), [{ event, receivedAt: now }]);
  });
  ctx.bell.ring('live', 'jobs');
}

function eventOf(comment: CommentRead, pageFacebookId: string): CommentEvent {
  const { id, text, tagNames, createdAt, authorId, authorName, parentId, postId, pictureUrl } = comment;
  return {
    kind: 'comment',
    pageId: pageFacebookId,
    personId: authorId,
    at: createdAt,
    standby: false,
    raw: null,
    verb: 'add',
    rawVerb: 'add',
    author: authorId === null ? null : { id: authorId, name: authorName },
    byPage: authorId === pageFacebookId,
    text,
    tagNames,
    media: pictureUrl === null ? [] : [{ type: 'photo', url: pictureUrl }],
    createdAt,
    commentId: id,
    postId,
    parentCommentId: parentId,
    postUrl: null,
  };
}
