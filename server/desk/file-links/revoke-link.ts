import type { Failure } from '../../../contract/messages.ts';
import { detachFailed, revokeFileLinks } from '../../store/file-links.ts';
import { lockConversationRow } from '../../store/conversations.ts';
import { findOwnMessage } from '../../store/outgoing-messages.ts';
import { may, requirePart } from '../access.ts';
import { change, type Context } from '../context.ts';
import { linkTakenBack } from '../messages/failures.ts';
import { conflict, forbidden, notFound } from '../problems.ts';

/**
 * Takes back the link to a file that was sent in its place: from now on it leads nowhere.
 *
 * @throws Problem `not-found` · `forbidden` when it is somebody else's · `conflict` when no link of it works.
 */
export async function revokeLink(ctx: Context, messageId: string): Promise<void> {
  const { actor } = ctx;
  await change(ctx, async (story) => {
    const message = await findOwnMessage(story.tx, messageId);
    if (!message) throw notFound('message');
    requirePart(actor, { id: message.conversationId, departmentId: message.departmentId }, 'message');
    const isOwn = actor.kind === 'user' && message.authorId === actor.userId;
    if (!isOwn && !may(actor, 'lead-conversations'))
      throw forbidden('Only who wrote it, or a supervisor, may take the link back.');
    await lockConversationRow(story.tx, message.conversationId);
    if ((await revokeFileLinks(story.tx, messageId, ctx.clock.now())) === 0) {
      throw conflict('No link to this file works any more.');
    }
    await detachFailed(story.tx, messageId, linkTakenBack(message.failure as Failure | null));
    story.announce({
      kind: 'message.changed',
      subjectId: message.conversationId,
      messageId,
      departments: [message.departmentId],
    });
  });
}
