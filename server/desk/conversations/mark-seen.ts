import { clearUnread } from '../../store/conversations.ts';
import { hasIncomingAfter } from '../../store/timeline.ts';
import { change, type Context } from '../context.ts';
import { notFound } from '../problems.ts';
import { lockVisible } from './act.ts';

/**
 * Somebody has everything up to this message on screen: nothing is unread any more, whoever it was. When the
 * customer has written since, it stays as it is, and the next sight counts.
 *
 * @throws Problem `not-found` for a conversation that may not be seen, or a message that is not in it.
 */
export async function markSeen(ctx: Context, id: string, messageId: string): Promise<void> {
  await change(ctx, async (story) => {
    const conversation = await lockVisible(ctx, story, id);
    const hasNewer = await hasIncomingAfter(story.tx, id, messageId);
    if (hasNewer === undefined) throw notFound('message');
    if (hasNewer || !(await clearUnread(story.tx, id))) return;
    story.announce({
      kind: 'conversation.changed',
      subjectId: id,
      departments: [conversation.departmentId],
    });
  });
}
