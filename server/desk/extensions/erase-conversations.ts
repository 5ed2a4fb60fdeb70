import { eraseSome } from '../../store/erase-conversations.ts';
import { change, type Context } from '../context.ts';

/**
 * Erases one bounded part of what was written on the pages that were taken off the desk until `removedUntil`, or on
 * one of them, and tells the desks which conversations are gone. A page that was connected again meanwhile keeps what
 * is left. The uninstall or the removal that asked for it stands in the audit log; no access
 * check here, since a job runs it.
 *
 * @returns whether there may be more.
 */
export async function eraseConversations(
  ctx: Pick<Context, 'db' | 'clock' | 'bell'>,
  removedUntil: Date,
  pageId: string | null = null,
): Promise<boolean> {
  return change(ctx, async (story) => {
    const { rows, conversations } = await eraseSome(story.tx, { removedUntil, pageId });
    for (const { id, departmentId } of conversations) {
      story.announce({ kind: 'conversation.changed', subjectId: id, departments: [departmentId] });
    }
    return rows > 0;
  });
}
