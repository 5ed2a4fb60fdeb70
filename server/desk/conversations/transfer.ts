import type { TransferConversation } from '../../../contract/conversations.ts';
import { lockDepartment } from '../../store/departments.ts';
import { insertMessages } from '../../store/outgoing-messages.ts';
import { change, type Change, type Context } from '../context.ts';
import { previewOf } from '../inbound/preview.ts';
import { conflict, invalid } from '../problems.ts';
import { carryOut, lockVisible, requirePerson } from './act.ts';
import { giveTo, refusal } from './assign.ts';
import { nextStatus } from './life-cycle.ts';
import { mayTransfer } from './may.ts';

/**
 * Hands a conversation to another department, where it waits for somebody, or to a colleague who may see it; with a
 * note for whoever goes on with it. Whose it is may do so, and those who lead. Whoever may not look into the new
 * department does not see it any more.
 *
 * @throws Problem `not-found`; `forbidden` or `conflict` when it is not the actor's; `conflict` when it is closed or is
 * there already; `invalid` for a department or a colleague that there is not.
 */
export async function transferConversation(
  ctx: Context,
  id: string,
  { departmentId, userId, note }: TransferConversation,
): Promise<void> {
  const actor = requirePerson(ctx);
  await change(ctx, async (story) => {
    const conversation = await lockVisible(ctx, story, id);
    const next = nextStatus(conversation.status, 'transfer');
    if (next === null) throw conflict('This conversation is closed. Reopen it to go on.');
    if (!mayTransfer(actor, conversation)) throw refusal(conversation);
    if (note) await leaveNote(ctx, story, conversation, { authorId: actor.userId, text: note });
    if (userId !== undefined) return giveTo(ctx, story, conversation, userId);
    const to = departmentId && (await lockDepartment(story.tx, departmentId));
    if (!to) throw invalid('departmentId', 'There is no such department.');
    if (to.id === conversation.departmentId) throw conflict('It is in this department already.');
    await carryOut(ctx, story, conversation, {
      status: next,
      assigneeId: null,
      toDepartmentId: to.id,
      activity: { type: 'transferred', by: actor.name, to: to.name },
    });
  });
}

/** In the same step as the transfer: nobody gets it without the words that belong to it. */
async function leaveNote(
  ctx: Context,
  story: Change,
  conversation: Awaited<ReturnType<typeof lockVisible>>,
  note: { authorId: string; text: string },
): Promise<void> {
  const messageId = ctx.newId();
  const at = ctx.clock.now();
  const { id: conversationId, pageId, contactId } = conversation;
  const row = { id: messageId, conversationId, pageId, contactId, kind: 'note' as const, direction: null };
  const line = previewOf({
    text: note.text,
    direction: 'out',
    at,
  });
  await insertMessages(
    story.tx,
    conversationId,
    [{ ...row, authorKind: 'user' as const, ...note, at, createdAt: at }],
    [],
    { lastMessage: { ...line, kind: 'note' as const }, at, isAnswer: false },
  );
  const departments = [conversation.departmentId];
  story.announce({ kind: 'message.added', subjectId: conversation.id, messageId, departments });
}
