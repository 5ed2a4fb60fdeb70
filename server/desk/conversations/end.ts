import { change, type Context } from '../context.ts';
import { conflict, forbidden } from '../problems.ts';
import { carryOut, lockVisible } from './act.ts';
import { nextStatus } from './life-cycle.ts';
import { sayFinished } from '../automation/say-finished.ts';
import { readLife } from './life-settings.ts';
import { mayEnd } from './may.ts';

/**
 * Ends a conversation: it is closed, or stays with its agent for the page's time of wrapping up; who had it stays on
 * record as its last agent. Ending twice changes nothing.
 *
 * @throws Problem `not-found`; `conflict` when a colleague has it; `forbidden` when an agent ends what is nobody's.
 */
export async function endConversation(ctx: Context, id: string): Promise<void> {
  await change(ctx, async (story) => {
    const conversation = await lockVisible(ctx, story, id);
    const next = nextStatus(conversation.status, 'end');
    if (next === null) return;
    if (!mayEnd(ctx.actor, conversation)) {
      const { assigneeId, assigneeName } = conversation;
      if (assigneeId === null) throw forbidden('Take this conversation before you end it.');
      const name = assigneeName ?? 'A colleague';
      throw conflict(`${name} has this conversation.`, { assignee: { id: assigneeId, name } });
    }
    const { wrapUpMinutes } = await readLife(story.tx, conversation.pageId);
    const status = next === 'wrapup' && wrapUpMinutes === 0 ? nextStatus(next, 'finish') : next;
    await carryOut(ctx, story, conversation, {
      status: status ?? next,
      assigneeId: conversation.assigneeId,
      activity: { type: 'ended', by: ctx.actor.name },
      ...(status === 'wrapup' ? { dueAt: new Date(ctx.clock.now().getTime() + wrapUpMinutes * 60_000) } : {}),
    });
    await sayFinished(ctx, story, conversation);
  });
}
