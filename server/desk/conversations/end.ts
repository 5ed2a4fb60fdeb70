import type { EndConversation } from '../../../contract/conversations.ts';
import { byIds, change, type Change, type Context } from '../context.ts';
import { conflict, forbidden } from '../problems.ts';
import { carryOut, lockVisible } from './act.ts';
import { nextStatus } from './life-cycle.ts';
import { sayFinished } from '../automation/say-finished.ts';
import { readLife } from './life-settings.ts';
import { mayEnd } from './may.ts';
import { requireForEnding } from './require-for-ending.ts';

/**
 * Ends a conversation: it is closed, or stays with its agent for the page's time of wrapping up; who had it stays on
 * record as its last agent. Ending twice changes nothing.
 *
 * @throws Problem `not-found`; `conflict` when a colleague has it; `forbidden` when an agent ends what is nobody's;
 * `invalid` when its department wants more (`data.missing`).
 */
export async function endConversation(ctx: Context, id: string, input: EndConversation = {}): Promise<void> {
  await change(byIds(ctx), async (story) => {
    const conversation = await lockVisible(ctx, story, id);
    await endLocked(ctx, story, conversation, input);
  });
}

/**
 * Ends a conversation that the caller has locked. As spam it is closed at once: nothing is asked of who ends it, and
 * nothing is said to who wrote it.
 */
export async function endLocked(
  ctx: Context,
  story: Change,
  conversation: Awaited<ReturnType<typeof lockVisible>>,
  { isSpam = false, ...input }: EndConversation & { isSpam?: boolean },
): Promise<void> {
  const next = nextStatus(conversation.status, 'end');
  if (next === null) return;
  if (!mayEnd(ctx.actor, conversation)) {
    const { assigneeId, assigneeName } = conversation;
    if (assigneeId === null) throw forbidden('Take this conversation before you end it.');
    const name = assigneeName ?? 'A colleague';
    throw conflict(`${name} has this conversation.`, { assignee: { id: assigneeId, name } });
  }
  if (!isSpam) await requireForEnding(ctx, story, conversation, input);
  const { wrapUpMinutes } = await readLife(story.tx, conversation.pageId);
  const isOver = next === 'wrapup' && (wrapUpMinutes === 0 || isSpam);
  const status = (isOver ? nextStatus(next, 'finish') : next) ?? next;
  await carryOut(ctx, story, conversation, {
    status,
    assigneeId: conversation.assigneeId,
    activity: { type: 'ended', by: ctx.actor.name },
    isSilent: isSpam,
    ...(status === 'wrapup' ? { dueAt: new Date(ctx.clock.now().getTime() + wrapUpMinutes * 60_000) } : {}),
  });
  if (!isSpam) await sayFinished(ctx, story, conversation);
}
