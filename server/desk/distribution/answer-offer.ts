import { offerLook } from '../../../contract/offer-templates.ts';
import { lockConversation } from '../../store/conversations.ts';
import { countTurns, endOffer, findOffer, lockOffer, lockUsers } from '../../store/distribution.ts';
import { canSee } from '../access.ts';
import { carryOut, requirePerson } from '../conversations/act.ts';
import { nextStatus } from '../conversations/life-cycle.ts';
import { byIds, change, type Change, type Context } from '../context.ts';
import { conflict, notFound } from '../problems.ts';
import { findAsked } from '../../store/participants.ts';
import { acceptAdvising, declineAdvising } from '../participants/answer.ts';
import { announceOffers } from './take-back.ts';
import { noteDeclined } from './ask-colleague.ts';
import { readStreamOf } from './stream-of.ts';

/**
 * Takes what was offered to oneself, or comes to advise where that is asked. Accepting twice is once.
 *
 * @returns the conversation's id.
 * @throws Problem `not-found` · `conflict` when the time is over, or a colleague has it (`data.assignee`).
 */
export async function acceptOffer(ctx: Context, id: string): Promise<string> {
  const actor = requirePerson(ctx);
  if (await findAsked(ctx.db, id, actor.userId)) return acceptAdvising(ctx, id);
  return change(byIds(ctx), async (story) => {
    const { offer, conversation } = await lockBoth(ctx, story, id, actor.userId);
    if (offer.state === 'accepted') return conversation.id;
    if (offer.state !== 'offered' || offer.expiresAt <= ctx.clock.now()) throw tooLate(conversation);
    const isTheirs = conversation.assigneeId === offer.fromUserId;
    const event = offer.fromUserId === null ? 'take' : 'assign';
    const next = isTheirs ? nextStatus(conversation.status, event) : null;
    if (next === null) throw tooLate(conversation);
    await lockUsers(story.tx, [actor.userId]);
    await endOffer(story.tx, id, 'accepted', ctx.clock.now());
    await countTurns(
      story.tx,
      [{ departmentId: conversation.departmentId, userId: actor.userId, given: 1 }],
      ctx.clock.now(),
    );
    await carryOut(ctx, story, conversation, {
      status: next,
      assigneeId: actor.userId,
      activity:
        offer.fromUserId === null
          ? { type: 'accepted', by: actor.name }
          : { type: 'assigned', by: conversation.assigneeName ?? '', to: actor.name },
    });
    announceOffers(story, [{ userId: actor.userId }]);
    return conversation.id;
  });
}

/**
 * Says no to what was offered to oneself; it goes on to somebody else. Saying no twice is once.
 *
 * @throws Problem `not-found` · `conflict` when it was accepted, or the stream does not allow it.
 */
export async function rejectOffer(ctx: Context, id: string): Promise<void> {
  const actor = requirePerson(ctx);
  if (await findAsked(ctx.db, id, actor.userId)) return declineAdvising(ctx, id);
  await change(byIds(ctx), async (story) => {
    const { offer, conversation } = await lockBoth(ctx, story, id, actor.userId);
    if (offer.state === 'accepted') throw conflict('You have accepted this request.');
    if (offer.state !== 'offered') return;
    // One that runs keeps what it was made with.
    const look = offerLook.safeParse(offer.look);
    const { canReject } = look.success ? look.data : await readStreamOf(story.tx, conversation.id);
    if (!canReject && offer.fromUserId === null)
      throw conflict('Requests of this work stream cannot be refused.');
    await endOffer(story.tx, id, 'rejected', ctx.clock.now());
    if (offer.fromUserId !== null) await noteDeclined(ctx, story, conversation, actor.name);
    announceOffers(story, [{ userId: actor.userId }]);
  });
}

/** The conversation first, as everything that acts on one does. */
async function lockBoth(ctx: Context, story: Change, id: string, userId: string) {
  const found = await findOffer(story.tx, id, userId);
  if (!found) throw notFound('request');
  const conversation = await lockConversation(story.tx, found.conversationId);
  const offer = await lockOffer(story.tx, id, userId);
  if (!conversation || !offer || !canSee(ctx.actor, conversation.departmentId)) throw notFound('request');
  return { offer, conversation };
}

function tooLate({ assigneeId, assigneeName }: { assigneeId: string | null; assigneeName: string | null }) {
  if (assigneeId === null) return conflict('The time for this request is over.');
  const name = assigneeName ?? 'A colleague';
  return conflict(`${name} has taken this conversation.`, { assignee: { id: assigneeId, name } });
}
