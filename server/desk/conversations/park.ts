import { byIds, change, type Change, type Context } from '../context.ts';
import { conflict } from '../problems.ts';
import { carryOut, lockVisible } from './act.ts';
import { refusal } from './assign.ts';
import { nextStatus } from './life-cycle.ts';
import { parkedUntil } from './life-settings.ts';
import { mayPark } from './may.ts';

/**
 * Puts a conversation aside: it stays its agent's and takes none of their capacity, until the customer writes, somebody goes
 * on with it, or the work stream's or the page's time for parked ones is over. Parking twice changes nothing.
 *
 * @throws Problem `not-found`; `forbidden` or `conflict` when it is not the actor's; `conflict` when it is over.
 */
export async function parkConversation(ctx: Context, id: string): Promise<void> {
  await change(byIds(ctx), async (story) => {
    await parkLocked(ctx, story, await lockVisible(ctx, story, id));
  });
}

/** The same with a conversation that the caller has locked. */
export async function parkLocked(
  ctx: Context,
  story: Change,
  conversation: Awaited<ReturnType<typeof lockVisible>>,
): Promise<void> {
  if (conversation.status === 'waiting') return;
  const next = nextStatus(conversation.status, 'park');
  if (next === null) throw conflict('Only a conversation that somebody has can be parked.');
  if (!mayPark(ctx.actor, conversation)) throw refusal(conversation);
  await carryOut(ctx, story, conversation, {
    status: next,
    assigneeId: conversation.assigneeId,
    activity: { type: 'parked', by: ctx.actor.name },
    dueAt: await parkedUntil(story.tx, conversation, ctx.clock.now()),
  });
}
