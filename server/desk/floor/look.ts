import type { JoinConversation } from '../../../contract/floor.ts';
import { insertActivity, type LockedConversation } from '../../store/conversations.ts';
import { hasJoined } from '../../store/floor.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Change, type Context } from '../context.ts';
import { lockVisible, requirePerson } from '../conversations/act.ts';
import { isOwn } from '../conversations/may.ts';
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
 * Comes into a colleague's conversation. The agent, and whoever else has it open, is told by a line in the timeline; it
 * stays its agent's. Coming in twice changes nothing.
 *
 * @throws Problem as `monitorConversation` does.
 */
export async function joinConversation(
  ctx: Context,
  id: string,
  { mode = 'internal' }: JoinConversation,
): Promise<void> {
  requireRight(ctx.actor, 'watch-the-floor');
  const actor = requirePerson(ctx);
  await change(ctx, async (story) => {
    const conversation = await requireServed(ctx, story, id);
    if (await hasJoined(story.tx, id, actor.userId)) return;
    const messageId = ctx.newId();
    await insertActivity(story.tx, {
      id: messageId,
      conversation,
      authorId: actor.userId,
      activity: { type: 'joined', by: actor.name, mode },
      at: ctx.clock.now(),
    });
    await audit(ctx, story, { action: 'conversation.joined', subjectId: id, detail: { mode } });
    const departments = [conversation.departmentId];
    story.announce({ kind: 'message.added', subjectId: id, messageId, departments });
  });
}

async function requireServed(ctx: Context, story: Change, id: string): Promise<LockedConversation> {
  const conversation = await lockVisible(ctx, story, id);
  if (conversation.status !== 'active' && conversation.status !== 'wrapup') {
    throw conflict('Nobody serves this conversation now.');
  }
  if (isOwn(ctx.actor, conversation)) throw conflict('This is your own conversation.');
  return conversation;
}
