import { findBanOf } from '../../store/bans.ts';
import { findLiveBeside } from '../../store/conversations.ts';
import { isUniqueViolation } from '../../store/violations.ts';
import { canSee } from '../access.ts';
import { byIds, change, type Change, type Context } from '../context.ts';
import { conflict, type Problem } from '../problems.ts';
import { carryOut, lockVisible, requirePerson } from './act.ts';
import { nextStatus } from './life-cycle.ts';

/**
 * Reopens a closed conversation and takes it. Reopening one's own open one changes nothing.
 *
 * @throws Problem `not-found`; `conflict` when it is not closed and a colleague's, or when the customer has begun
 * another conversation since: of one person at most one is live (`data.conversationId` is that one, if the actor may see it).
 */
export async function reopenConversation(ctx: Context, id: string): Promise<void> {
  const actor = requirePerson(ctx);
  try {
    await change(byIds(ctx), async (story) => {
      const conversation = await lockVisible(ctx, story, id);
      const { status, assigneeId } = conversation;
      if (status === 'active' && assigneeId === actor.userId) return;
      await reopenLocked(ctx, story, conversation);
    });
  } catch (error) {
    // The customer wrote between our look and our commit.
    if (
      isUniqueViolation(error, 'conversation_one_live') ||
      isUniqueViolation(error, 'conversation_one_live_thread')
    )
      throw alreadyLive(null);
    throw error;
  }
}

/** The same for a conversation that the caller has locked. */
export async function reopenLocked(
  ctx: Context,
  story: Change,
  conversation: Awaited<ReturnType<typeof lockVisible>>,
): Promise<void> {
  const actor = requirePerson(ctx);
  const next = nextStatus(conversation.status, 'reopen');
  if (next === null) throw conflict('This conversation is not closed.');
  if (await findBanOf(story.tx, conversation.contactId, ctx.clock.now())) {
    throw conflict('This customer is shut out. Lift the ban first.');
  }
  const live = await findLiveBeside(story.tx, conversation.id);
  if (live) throw alreadyLive(canSee(actor, live.departmentId) ? live : null);
  await carryOut(ctx, story, conversation, {
    status: next,
    assigneeId: actor.userId,
    activity: { type: 'reopened', by: actor.name },
    isReopening: true,
  });
}

function alreadyLive(live: { id: string; number: number } | null): Problem {
  return live
    ? conflict(`The customer has begun another conversation, No. ${live.number}.`, {
        conversationId: live.id,
      })
    : conflict('The customer has begun another conversation.');
}
