import { findAssignable } from '../../store/conversations.ts';
import { actorId, may } from '../access.ts';
import { byIds, change, type Change, type Context } from '../context.ts';
import { conflict, forbidden, invalid } from '../problems.ts';
import { carryOut, lockVisible } from './act.ts';
import { nextStatus } from './life-cycle.ts';
import { isOwn, mayAssign, mayTake } from './may.ts';
import { requireColleagueAllowed } from './transfer-limits.ts';

type Locked = Awaited<ReturnType<typeof lockVisible>>;

/**
 * Gives a conversation to a user, or with null back to its department.
 *
 * Whose it is may hand it on or give it back, those who lead may give anything to anybody who may see it, and
 * whoever may take it may assign it to themselves. Giving it to who has it changes nothing.
 *
 * @throws Problem `not-found`; `forbidden`, also for somebody to whom its department hands nothing; `invalid` for somebody who may not see it; `conflict` when it is
 * closed, or when a colleague has taken it in the meantime (`data.assignee`).
 */
export async function assignConversation(ctx: Context, id: string, userId: string | null): Promise<void> {
  await change(byIds(ctx), async (story) => {
    const conversation = await lockVisible(ctx, story, id);
    if (conversation.assigneeId === userId) return;
    if (userId === null) await release(ctx, story, conversation);
    else await giveTo(ctx, story, conversation, userId);
  });
}

/**
 * Gives a locked conversation to a user, if the actor may do that.
 * @throws Problem as `assignConversation` does.
 */
export async function giveTo(
  ctx: Context,
  story: Change,
  conversation: Locked,
  userId: string,
): Promise<void> {
  const { actor } = ctx;
  const next = nextStatus(conversation.status, 'assign');
  if (next === null) throw conflict('This conversation is closed. Reopen it to go on.');
  const isTaking = userId === actorId(actor) && mayTake(actor, conversation);
  if (!isTaking && !mayAssign(actor, conversation)) throw refusal(conversation);
  const target = await findAssignable(story.tx, userId, conversation.departmentId);
  if (!target) throw invalid('userId', 'This user does not exist or may not see this department.');
  if (target.id !== actorId(actor)) await requireColleagueAllowed(story.tx, actor, conversation, target);
  await carryOut(ctx, story, conversation, {
    status: next,
    assigneeId: target.id,
    activity:
      target.id === actorId(actor)
        ? { type: 'taken', by: actor.name }
        : { type: 'assigned', by: actor.name, to: target.name },
  });
}

async function release(ctx: Context, story: Change, conversation: Locked): Promise<void> {
  const next = nextStatus(conversation.status, 'release');
  if (next === null) throw conflict('This conversation is closed.');
  if (!isOwn(ctx.actor, conversation) && !may(ctx.actor, 'lead-conversations')) throw refusal(conversation);
  await carryOut(ctx, story, conversation, {
    status: next,
    assigneeId: null,
    activity: { type: 'released', by: ctx.actor.name },
  });
}

/** Told as a conflict when somebody else holds it: who acts may simply not have seen that yet. */
export function refusal({ assigneeId, assigneeName }: Pick<Locked, 'assigneeId' | 'assigneeName'>) {
  if (assigneeId === null) return forbidden('Take this conversation first.');
  const name = assigneeName ?? 'A colleague';
  return conflict(`${name} has this conversation.`, { assignee: { id: assigneeId, name } });
}
