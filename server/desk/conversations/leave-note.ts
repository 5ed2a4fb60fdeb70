import { insertMessages } from '../../store/outgoing-messages.ts';
import type { Change, Context } from '../context.ts';
import { previewOf } from '../inbound/preview.ts';
import type { lockVisible } from './act.ts';

/** Writes a note in the step of the act that it belongs to: nobody sees the one without the other. */
export async function leaveNote(
  ctx: Context,
  story: Change,
  conversation: Pick<Awaited<ReturnType<typeof lockVisible>>, 'id' | 'pageId' | 'contactId' | 'departmentId'>,
  /** `authorId` null: the desk itself. */
  note: { authorId: string | null; text: string },
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
  const authorKind = note.authorId === null ? ('system' as const) : ('user' as const);
  await insertMessages(story.tx, conversationId, [{ ...row, authorKind, ...note, at, createdAt: at }], [], {
    lastMessage: { ...line, kind: 'note' as const },
    at,
    isAnswer: false,
  });
  const departments = [conversation.departmentId];
  story.announce({ kind: 'message.added', subjectId: conversation.id, messageId, departments });
}
