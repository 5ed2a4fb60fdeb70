import { byIds, change, type Context } from '../context.ts';
import { conflict } from '../problems.ts';
import { carryOut, lockVisible, requirePerson } from './act.ts';
import { refusal } from './assign.ts';
import { nextStatus } from './life-cycle.ts';
import { mayResume } from './may.ts';

/**
 * Goes on with a conversation that was parked or is being wrapped up; it stays whose it is. Going on with one that is
 * active changes nothing.
 *
 * @throws Problem `not-found`; `forbidden` or `conflict` when it is not the actor's; `conflict` when it is closed or nobody's.
 */
export async function resumeConversation(ctx: Context, id: string): Promise<void> {
  const actor = requirePerson(ctx);
  await change(byIds(ctx), async (story) => {
    const conversation = await lockVisible(ctx, story, id);
    if (conversation.status === 'active') return;
    const next = nextStatus(conversation.status, 'resume');
    if (next === null) throw conflict('Only what is parked or being wrapped up can be gone on with.');
    if (!mayResume(actor, conversation)) throw refusal(conversation);
    await carryOut(ctx, story, conversation, {
      status: next,
      assigneeId: conversation.assigneeId,
      activity: { type: 'resumed', by: actor.name },
    });
  });
}
