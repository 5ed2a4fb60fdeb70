import type { LockedConversation } from '../../store/conversations.ts';
import { insertOffers } from '../../store/distribution.ts';
import { carryOut, requirePerson } from '../conversations/act.ts';
import { nextStatus } from '../conversations/life-cycle.ts';
import { addLine } from '../conversations/add-line.ts';
import type { Change, Context } from '../context.ts';
import { readStreamOf } from './stream-of.ts';

/**
 * Asks a colleague whether they take over a locked conversation that somebody has. It stays with whoever has it until
 * they say yes.
 */
export async function askColleague(
  ctx: Context,
  story: Change,
  conversation: LockedConversation,
  to: { id: string; name: string },
  seconds: number,
): Promise<void> {
  const actor = requirePerson(ctx);
  const now = ctx.clock.now();
  const request = {
    ...{ id: ctx.newId(), conversationId: conversation.id, userId: to.id, units: conversation.units },
    ...{ offeredAt: now, expiresAt: new Date(now.getTime() + seconds * 1_000), endedAt: null },
    ...{ state: 'offered' as const, look: null, isGiven: false },
    fromUserId: conversation.assigneeId ?? actor.userId,
  };
  await insertOffers(story.tx, [request], { turns: [], decisions: [] }, now);
  await addLine(ctx, story, conversation, { type: 'transfer-asked', by: actor.name, to: to.name });
  story.announce({ kind: 'offers.changed', subjectId: to.id });
}

/**
 * They said no, or nothing: it stays with who asked; where its stream does not let it bounce, it waits in its department for
 * somebody else.
 */
export async function noteDeclined(
  ctx: Context,
  story: Change,
  conversation: LockedConversation,
  by: string,
): Promise<void> {
  const activity = { type: 'transfer-declined', by } as const;
  const { transferBounces, transferPriority } = await readStreamOf(story.tx, conversation.id);
  const next = nextStatus(conversation.status, 'release');
  if (transferBounces || next === null || conversation.assigneeId === null) {
    await addLine(ctx, story, conversation, activity);
    return;
  }
  await carryOut(ctx, story, conversation, {
    ...{ status: next, assigneeId: null, isByClock: true, activity },
    handedPriority: transferPriority,
  });
}
