import { commentLimits, type WritePrivateReply } from '../../../contract/comments.ts';
import { findActByClientId, findPrivateReply, insertAct, type LockedComment } from '../../store/comments.ts';
import { insertResponse, recountWaiting } from '../../store/outgoing-messages.ts';
import { isUniqueViolation } from '../../store/violations.ts';
import { change, type Context } from '../context.ts';
import { actOnCommentJob } from './jobs.ts';
import { conflict, forbidden } from '../problems.ts';
import { announceComment } from './act-on-comment.ts';
import { requireComment, requireThere } from './require-comment.ts';

const dayMs = 24 * 3_600_000;

/** Until when a comment may be answered privately; exclusive. */
export function privateReplyEndsAt(writtenAt: Date): Date {
  return new Date(writtenAt.getTime() + commentLimits.privateReplyDays * dayMs);
}

/**
 * Writes to a comment's author in Messenger: once for each comment, within seven days. It counts as an answer; what
 * they write back is a conversation in Messenger, with a window of its own.
 *
 * @returns false when the same `clientId` was written before: nothing was changed now.
 * @throws Problem `not-found` · `forbidden` · `page-disconnected` · `conflict` when there is one already, when it is
 * too late, or when the comment is gone.
 */
export async function writePrivateReply(
  ctx: Context,
  messageId: string,
  { clientId, text }: WritePrivateReply,
): Promise<boolean> {
  const { actor } = ctx;
  if (actor.kind !== 'user') throw forbidden('Only a person writes replies.');
  return change(ctx, async (story) => {
    const comment = await requireComment(story, actor, messageId);
    const written = await findActByClientId(story.tx, actor.userId, clientId);
    if (written) {
      if (written.messageId === messageId && written.text === text) return false;
      throw conflict('This clientId was already used for another reply. Make a new one for each reply.');
    }
    requireAnswerable(comment, ctx.clock.now());
    if (await findPrivateReply(story.tx, messageId)) throw alreadyWritten();
    const id = ctx.newId();
    const { pageId } = comment;
    const createdAt = ctx.clock.now();
    const kind = 'private-reply';
    await insertAct(story.tx, {
      id,
      messageId,
      pageId,
      kind,
      authorId: actor.userId,
      clientId,
      text,
      createdAt,
    });
    story.enqueue(actOnCommentJob({ id, messageId, pageId }));
    await announceComment(story, { ...comment, messageId });
    await insertResponse(
      story.tx,
      comment.conversationId,
      { messageId: id, userId: actor.userId },
      createdAt,
    );
    if (await recountWaiting(story.tx, comment.conversationId)) {
      const departments = [comment.departmentId];
      story.announce({ kind: 'conversation.changed', subjectId: comment.conversationId, departments });
    }
    return true;
  }).catch((error: unknown) => {
    throw isUniqueViolation(error, 'comment_act_one_private') ? alreadyWritten() : error;
  });
}

const alreadyWritten = () =>
  conflict(
    'This comment already has its one private reply: Facebook takes no second one. Answer in public, or go on in Messenger once they write back.',
  );

function requireAnswerable(comment: LockedComment, now: Date): void {
  requireThere(comment);
  if (comment.direction !== 'in') throw conflict('This is the page’s own comment.');
  if (comment.origin === 'mention') {
    throw conflict('This was said elsewhere on Facebook: it cannot be answered privately.');
  }
  if (now >= privateReplyEndsAt(comment.at)) {
    throw conflict('This comment is older than seven days: Facebook takes no private reply any more.');
  }
}
