import { lockComment, type LockedComment } from '../../store/comments.ts';
import { canSee, may } from '../access.ts';
import type { Actor, Change } from '../context.ts';
import { conflict, forbidden, notFound, Problem } from '../problems.ts';

/**
 * A comment that the actor may do something with, its conversation locked. As with replies: agents deal with what is
 * theirs and what is nobody's, those who lead with everything.
 *
 * @throws Problem `not-found` · `forbidden` when a colleague has the ticket · `page-disconnected`.
 */
export async function requireComment(
  { tx }: Change,
  actor: Extract<Actor, { kind: 'user' }>,
  messageId: string,
): Promise<LockedComment> {
  const comment = await lockComment(tx, messageId);
  if (!comment || !canSee(actor, comment.departmentId)) throw notFound('comment');
  if (
    comment.assigneeId !== null &&
    comment.assigneeId !== actor.userId &&
    !may(actor, 'lead-conversations')
  ) {
    const name = comment.assigneeName ?? 'A colleague';
    throw forbidden(`${name} has this ticket. Leave a note, or ask for it to be handed over.`);
  }
  if (!comment.pageHasToken || comment.pageState === 'unsubscribed') {
    const reason = comment.pageStateReason ?? 'The page is no longer connected to Facebook.';
    throw new Problem('page-disconnected', reason);
  }
  return comment;
}

/** @throws Problem `conflict` when the comment is no longer there on Facebook. */
export function requireThere({ unsentAt }: { unsentAt: Date | null }): void {
  if (unsentAt !== null)
    throw conflict('This comment was deleted on Facebook. It can no longer be answered.');
}
