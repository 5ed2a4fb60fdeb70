import type { Failure } from '../../../contract/messages.ts';
import {
  deleteFailed,
  findLastMessage,
  findOwnMessage,
  setLastMessage,
} from '../../store/outgoing-messages.ts';
import { lockConversationRow } from '../../store/conversations.ts';
import { requirePart } from '../access.ts';
import { change, type Change, type Context } from '../context.ts';
import { previewOf } from '../inbound/preview.ts';
import { conflict, forbidden, notFound } from '../problems.ts';
import { tellWhoWaits } from './record-send.ts';

/**
 * Throws away a message of one's own that did not go out. What went out, or may have, stays on record.
 *
 * @throws Problem `not-found` · `forbidden` when somebody else wrote it · `conflict` when it has not failed.
 */
export async function discardMessage(ctx: Context, messageId: string): Promise<void> {
  const { actor } = ctx;
  await change(ctx, async (story) => {
    const message = await findOwnMessage(story.tx, messageId);
    if (!message) throw notFound('message');
    requirePart(actor, { id: message.conversationId, departmentId: message.departmentId }, 'message');
    if (actor.kind !== 'user' || message.authorId !== actor.userId) {
      throw forbidden('Only who wrote it may throw it away.');
    }
    // With the message its file would go, and with that the link.
    if ((message.failure as Failure | null)?.code === 'sent-as-link') {
      throw conflict('A link to this file was sent. Take the link back first.');
    }
    const { conversationId, departmentId } = message;
    await lockConversationRow(story.tx, conversationId);
    if (!(await deleteFailed(story.tx, messageId))) {
      throw conflict('Only a message that failed can be thrown away.');
    }
    await mendLastLine(story, conversationId);
    await tellWhoWaits(story, message);
    const departments = [departmentId];
    // Told as changed, it is not found any more: the browsers hear that it is gone.
    story.announce({ kind: 'message.changed', subjectId: conversationId, messageId, departments });
    story.announce({ kind: 'conversation.changed', subjectId: conversationId, departments });
  });
}

async function mendLastLine({ tx }: Change, conversationId: string): Promise<void> {
  const last = await findLastMessage(tx, conversationId);
  if (!last) return setLastMessage(tx, conversationId, null);
  const { at } = last;
  const line = previewOf({ ...last, direction: last.direction ?? 'out' });
  await setLastMessage(tx, conversationId, {
    at,
    line: last.kind === 'note' ? { ...line, kind: 'note' } : line,
  });
}
