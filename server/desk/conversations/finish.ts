import { byIds, change, type Context } from '../context.ts';
import { conflict } from '../problems.ts';
import { carryOut, lockVisible } from './act.ts';
import { refusal } from './assign.ts';
import { nextStatus } from './life-cycle.ts';
import { mayFinish } from './may.ts';

/**
 * Closes a conversation that is being wrapped up. Closing a closed one changes nothing.
 *
 * @throws Problem `not-found`; `forbidden` or `conflict` when it is not the actor's; `conflict` when it was not ended yet.
 */
export async function finishConversation(ctx: Context, id: string): Promise<void> {
  await change(byIds(ctx), async (story) => {
    const conversation = await lockVisible(ctx, story, id);
    if (conversation.status === 'closed') return;
    const next = nextStatus(conversation.status, 'finish');
    if (next === null) throw conflict('End this conversation first.');
    if (!mayFinish(ctx.actor, conversation)) throw refusal(conversation);
    await carryOut(ctx, story, conversation, {
      status: next,
      assigneeId: conversation.assigneeId,
      activity: { type: 'finished', by: ctx.actor.name },
    });
  });
}
