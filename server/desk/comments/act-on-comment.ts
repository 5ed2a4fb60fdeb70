import type { AuditAction } from '../../../contract/audit.ts';
import type { CommentAct } from '../../../contract/comments.ts';
import { findOpenAct, insertAct, type LockedComment } from '../../store/comments.ts';
import { renewMessages } from '../../store/inbound-writes.ts';
import { audit } from '../audit.ts';
import { change, type Change, type Context } from '../context.ts';
import { actOnCommentJob } from './jobs.ts';
import { conflict, forbidden } from '../problems.ts';
import { requireComment, requireThere } from './require-comment.ts';

/** What changes for others on Facebook is written into the audit log. */
const actions: Readonly<Partial<Record<CommentAct, AuditAction>>> = {
  hide: 'comment.hide',
  unhide: 'comment.unhide',
  delete: 'comment.delete',
  ban: 'comment.ban',
  unban: 'comment.unban',
};

/**
 * Likes, hides, deletes a comment or bans its author, and the way back: queued here, done on Facebook by a job in the
 * order of asking. Asking for what is under way already changes nothing.
 *
 * @throws Problem `not-found` · `forbidden` · `page-disconnected` · `conflict` for what cannot be done with it.
 */
export async function actOnComment(ctx: Context, messageId: string, act: CommentAct): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'user') throw forbidden('Only a person does this.');
  await change(ctx, async (story) => {
    const comment = await requireComment(story, actor, messageId);
    requirePossible(comment, act);
    if ((await findOpenAct(story.tx, messageId, act)) !== undefined) return;
    await queueAct(ctx, story, comment, { act, authorId: actor.userId });
    const action = actions[act];
    if (action) await audit(ctx, story, { action, subjectId: messageId, detail: { pageId: comment.pageId } });
  });
}

/** Writes an act down, with its job and its news. Whether it may happen was asked before. */
export async function queueAct(
  ctx: Context,
  story: Change,
  comment: Pick<LockedComment, 'id' | 'pageId' | 'conversationId' | 'departmentId'>,
  { act, authorId }: { act: CommentAct; authorId: string | null },
): Promise<void> {
  const id = ctx.newId();
  const { id: messageId, pageId } = comment;
  const createdAt = ctx.clock.now();
  await insertAct(story.tx, {
    id,
    messageId,
    pageId,
    kind: act,
    authorId,
    clientId: null,
    text: null,
    createdAt,
  });
  story.enqueue(actOnCommentJob({ id, messageId, pageId }));
  await announceComment(story, { ...comment, messageId });
}

/** A comment shows something else now. */
export async function announceComment(
  { tx, announce }: Change,
  comment: { messageId: string; conversationId: string; departmentId: string },
): Promise<void> {
  await renewMessages(tx, [comment.messageId]);
  const departments = [comment.departmentId];
  announce({
    kind: 'message.changed',
    subjectId: comment.conversationId,
    messageId: comment.messageId,
    departments,
  });
}

function requirePossible(comment: LockedComment, act: CommentAct): void {
  if (act !== 'ban' && act !== 'unban') requireThere(comment);
  const isOurs = comment.direction === 'out';
  if (isOurs && act !== 'like' && act !== 'unlike' && act !== 'delete') {
    throw conflict(
      'This is the page’s own comment: it can be deleted, not hidden, and nobody can be banned for it.',
    );
  }
  if ((act === 'ban' || act === 'unban') && comment.psid.startsWith('unknown:')) {
    throw conflict('Facebook does not tell who wrote this, so nobody can be banned from here.');
  }
}
