import { eraseSome } from '../../store/erase-conversations.ts';
import { change, type Context } from '../context.ts';

/**
 * Erases one bounded part of what was written on the pages that were taken off the desk until `removedUntil`, and
 * tells the desks which conversations are gone. The uninstall that asked for it stands in the audit log; no access
 * check here, since a job runs it.
 *
 * @returns whether there may be more.
 */
export async function eraseConversations(
  ctx: Pick<Context, 'db' | 'clock' | 'bell'>,
  removedUntil: Date,
): Promise<boolean> {
  return change(ctx, async (story) => {
    const { rows, conversations } = await eraseSome(story.tx, removedUntil);
    for (const { id, departmentId } of conversations) {
      story.announce({ kind: 'conversation.changed', subjectId: id, departments: [departmentId] });
    }
    return rows > 0;
  });
}
