import type { Failure } from '../../../contract/messages.ts';
import type { SendAgain, SendPurpose } from '../../../contract/send-purpose.ts';
import { findOwnMessage, lockForWriting } from '../../store/outgoing-messages.ts';
import { lockFailedParts, moveMessage, writePurpose } from '../../store/sends.ts';
import { may, requirePart } from '../access.ts';
import { change, type Context } from '../context.ts';
import { comesInByWriting } from '../conversations/may.ts';
import { deliverMessageJob } from '../jobs.ts';
import { comeIn } from '../participants/join.ts';
import { conflict, forbidden, notFound } from '../problems.ts';
import { tellWhoWaits } from './record-send.ts';
import { requirePurpose } from './require-lawful.ts';
import { requireSendable } from './require-sendable.ts';

/**
 * Sends a failed message again. Parts of one reply that failed with it go along, in their order. What may
 * have gone out is never sent again by this: its failure says so. Who leads comes into a colleague's by it. What would go out under the human agent tag by now has
 * to say what it is for.
 *
 * @returns the ids that are queued now, in their order.
 * @throws Problem `not-found` · `forbidden` when it is somebody else's · `conflict` when it has not failed, or
 * sending it again cannot help · what `requireSendable` and `requirePurpose` throw.
 */
export async function retryMessage(
  ctx: Context,
  messageId: string,
  input: SendAgain = {},
): Promise<string[]> {
  const { actor } = ctx;
  if (actor.kind !== 'user') throw forbidden('Only a person sends a message again.');
  return change(ctx, async (story) => {
    const { tx, announce, enqueue } = story;
    const message = await findOwnMessage(tx, messageId);
    if (!message) throw notFound('message');
    requirePart(actor, { id: message.conversationId, departmentId: message.departmentId }, 'message');
    if (message.authorId !== actor.userId && !may(actor, 'lead-conversations')) {
      throw forbidden('Only who wrote it, or a supervisor, may send it again.');
    }
    const conversation = await lockForWriting(tx, message.conversationId);
    if (!conversation) throw notFound('message');
    if (message.status !== 'failed') throw conflict('This message has not failed.');
    const failure = message.failure as Failure | null;
    if (failure?.mayRetry === false) throw conflict(`It cannot be sent again. ${failure.advice}`);
    const ground = requireSendable(ctx, conversation, actor);
    if (comesInByWriting(actor, conversation)) await comeIn(ctx, story, conversation, 'public');
    // The column is written by our own verbs alone.
    const said = input.purpose ?? (message.purpose as SendPurpose | null);
    const purpose = ground === 'human-agent' ? requirePurpose(conversation, said) : null;

    const parts =
      message.authorId !== null && message.clientId !== null
        ? await lockFailedParts(tx, { authorId: message.authorId, clientId: message.clientId })
        : [{ id: message.id, contactId: conversation.contactId, pageId: conversation.pageId, failure }];
    const again = parts.filter((part) => (part.failure as Failure | null)?.mayRetry !== false);
    const moved: string[] = [];
    for (const part of again) {
      if (!(await moveMessage(tx, part.id, ['failed'], { status: 'queued', failure: null }))) continue;
      moved.push(part.id);
      if (purpose !== null) await writePurpose(tx, part.id, purpose);
      enqueue(deliverMessageJob(part));
      const departments = [conversation.departmentId];
      announce({ kind: 'message.changed', subjectId: conversation.id, messageId: part.id, departments });
    }
    await tellWhoWaits(story, { conversationId: conversation.id, departmentId: conversation.departmentId });
    if (moved.length === 0) throw conflict('This message has not failed.');
    return moved;
  });
}
