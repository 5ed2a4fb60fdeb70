import { findConversation } from '../../store/conversations.ts';
import { canLookInto } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { conflict, notFound } from '../problems.ts';
import { composePdf } from './compose.ts';

/**
 * What was said in a closed conversation, as PDF: the same words as the mail has. Who took it away is written into the
 * audit log.
 *
 * @throws Problem `not-found` · `conflict` while the conversation goes on.
 */
export async function downloadPdf(ctx: Context, id: string): Promise<{ name: string; content: Buffer }> {
  const conversation = await findConversation(ctx.db, id);
  if (!conversation || !canLookInto(ctx.actor, conversation)) throw notFound('conversation');
  if (conversation.status !== 'closed') {
    throw conflict('The conversation still goes on. It can be had as PDF once it is closed.');
  }
  const pdf = await composePdf(ctx, id);
  if (!pdf) throw notFound('conversation');
  await change(ctx, (story) =>
    audit(ctx, story, { action: 'conversation.transcript-downloaded', subjectId: id }),
  );
  return pdf;
}
