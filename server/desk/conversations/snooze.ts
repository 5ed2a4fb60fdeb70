import { byIds, change, type Change, type Context } from '../context.ts';
import { conflict, invalid } from '../problems.ts';
import { carryOut, lockVisible } from './act.ts';
import { refusal } from './assign.ts';
import { nextStatus } from './life-cycle.ts';
import { mayPark } from './may.ts';

const mostDays = 90;
const dayMs = 24 * 60 * 60_000;

/**
 * Puts a conversation aside until a time: then it comes back to its agent by itself, or before it when the customer
 * writes. One that is parked already gets the new time.
 *
 * @throws Problem `invalid` for a time that is past or too far ahead; else as `parkConversation`.
 */
export async function snoozeConversation(ctx: Context, id: string, until: Date): Promise<void> {
  await change(byIds(ctx), async (story) => {
    await snoozeLocked(ctx, story, await lockVisible(ctx, story, id), until);
  });
}

/** The same with a conversation that the caller has locked. */
export async function snoozeLocked(
  ctx: Context,
  story: Change,
  conversation: Awaited<ReturnType<typeof lockVisible>>,
  until: Date,
): Promise<void> {
  const aheadMs = until.getTime() - ctx.clock.now().getTime();
  if (aheadMs <= 0) throw invalid('until', 'This time is past.');
  if (aheadMs > mostDays * dayMs)
    throw invalid('until', `A conversation is put aside for ${mostDays} days at most.`);
  const { status, assigneeId } = conversation;
  const next = status === 'waiting' ? status : nextStatus(status, 'park');
  if (next === null) throw conflict('Only a conversation that somebody has can be put aside.');
  if (!mayPark(ctx.actor, { ...conversation, status: 'active' })) throw refusal(conversation);
  await carryOut(ctx, story, conversation, {
    status: next,
    assigneeId,
    activity: { type: 'snoozed', by: ctx.actor.name, until: until.toISOString() },
    dueAt: until,
    wakesAt: until,
  });
}
