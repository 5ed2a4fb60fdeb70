import type { LockedConversation } from '../../store/conversations.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Change, type Context } from '../context.ts';
import { lockVisible } from '../conversations/act.ts';
import { isOwn, isServed } from '../conversations/may.ts';
import { conflict } from '../problems.ts';

/**
 * Notes that somebody who leads looks at a colleague's conversation while it is served or wrapped up. Nobody in it is
 * told; the audit log is.
 *
 * @throws Problem `forbidden` · `not-found` · `conflict` for one's own, or one that nobody serves.
 */
export async function monitorConversation(ctx: Context, id: string): Promise<void> {
  requireRight(ctx.actor, 'watch-the-floor');
  await change(ctx, async (story) => {
    await requireServed(ctx, story, id);
    await audit(ctx, story, { action: 'conversation.monitored', subjectId: id });
  });
}

/**
 * A colleague's conversation, locked, that is served or wrapped up.
 * @throws Problem `not-found` · `conflict` for one's own, or one that nobody serves.
 */
export async function requireServed(ctx: Context, story: Change, id: string): Promise<LockedConversation> {
  const conversation = await lockVisible(ctx, story, id);
  if (!isServed(conversation)) throw conflict('Nobody serves this conversation now.');
  if (isOwn(ctx.actor, conversation)) throw conflict('This is your own conversation.');
  return conversation;
}
