import type { EndConversation } from '../../../contract/conversations.ts';
import { may } from '../access.ts';
import { change, type Context } from '../context.ts';
import { carryOut, lockVisible, requirePerson } from '../conversations/act.ts';
import { requireForEnding } from '../conversations/require-for-ending.ts';
import { conflict } from '../problems.ts';

/**
 * Says that a ticket needs nothing more: it is closed, in the hands of who said so. What is nobody's is taken by that,
 * since many comments need a look and no answer. Saying it twice changes nothing.
 *
 * @throws Problem `not-found`; `conflict` for what is no thread of comments, or when a colleague has it; `invalid` when
 * its department wants more (`data.missing`).
 */
export async function markHandled(ctx: Context, id: string, input: EndConversation = {}): Promise<void> {
  const actor = requirePerson(ctx);
  await change(ctx, async (story) => {
    const conversation = await lockVisible(ctx, story, id);
    if (conversation.kind !== 'comment') throw conflict('Only threads of comments are marked as handled.');
    const { assigneeId, assigneeName } = conversation;
    if (conversation.status === 'closed') return;
    if (assigneeId !== null && assigneeId !== actor.userId && !may(actor, 'lead-conversations')) {
      const name = assigneeName ?? 'A colleague';
      throw conflict(`${name} has this ticket.`, { assignee: { id: assigneeId, name } });
    }
    await requireForEnding(ctx, story, conversation, input);
    await carryOut(ctx, story, conversation, {
      // There is nothing to file: no wrap-up.
      status: 'closed',
      assigneeId: assigneeId ?? actor.userId,
      activity: { type: 'ended', by: actor.name },
    });
  });
}
