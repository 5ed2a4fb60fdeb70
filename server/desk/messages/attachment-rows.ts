import type { Context } from '../context.ts';
import type { PlannedAttachment } from './plan-reply.ts';

/** What is attached to a message of ours, as it is stored: its files are there already. */
export function attachmentRows(
  ctx: Pick<Context, 'newId'>,
  message: { id: string; conversationId: string; pageId: string },
  attachments: readonly PlannedAttachment[],
) {
  return attachments.map(({ kind, name, fileId }, position) => ({
    id: ctx.newId(),
    messageId: message.id,
    conversationId: message.conversationId,
    pageId: message.pageId,
    position,
    kind,
    rawType: kind,
    name,
    fileId,
    state: 'stored' as const,
  }));
}
