import type { ChangeTicket } from '../../../contract/tickets.ts';
import { readTicketFacts, updateTicket } from '../../store/tickets.ts';
import { change, type Context } from '../context.ts';
import { lockVisible } from '../conversations/act.ts';
import { setStatus } from './set-status.ts';

/**
 * Writes what a ticket says: its subject, as whoever sees it may, and its status (`setStatus`).
 *
 * @throws Problem `not-found`, and as `setStatus` does.
 */
export async function changeTicket(
  ctx: Context,
  id: string,
  { status, subject, ...ending }: ChangeTicket,
): Promise<void> {
  await change(ctx, async (story) => {
    const conversation = await lockVisible(ctx, story, id);
    if (subject !== undefined) {
      const before = await readTicketFacts(story.tx, id);
      const next = subject === '' ? null : subject;
      if (before.subject !== next) {
        await updateTicket(story.tx, id, { subject: next });
        const departments = [conversation.departmentId];
        story.announce({ kind: 'conversation.changed', subjectId: id, departments });
      }
    }
    if (status !== undefined) await setStatus(ctx, story, conversation, status, ending);
  });
}
