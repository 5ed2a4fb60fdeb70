import { insertActivity, releaseLost as releaseRows } from '../../store/conversations.ts';
import { actorId } from '../access.ts';
import type { Change, Context } from '../context.ts';
import { letAllGo } from '../participants/bring-in.ts';

/**
 * Gives back to their departments what these users had and may not see any more, or may not see at all since they
 * were disabled: else their customers would wait for somebody who does not come. Part of the change of rights.
 */
export async function releaseLost(ctx: Context, story: Change, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  const at = ctx.clock.now();
  for (const conversation of await releaseRows(story.tx, userIds, at)) {
    const messageId = ctx.newId();
    const activity = { type: 'released', by: ctx.actor.name };
    await insertActivity(story.tx, {
      id: messageId,
      conversation,
      authorId: actorId(ctx.actor),
      activity,
      at,
    });
    await letAllGo(ctx, story, conversation);
    const departments = [conversation.departmentId];
    story.announce({ kind: 'conversation.changed', subjectId: conversation.id, departments });
    story.announce({ kind: 'message.added', subjectId: conversation.id, messageId, departments });
  }
}
