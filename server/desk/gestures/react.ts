import { policyWindow } from '../../facebook/messenger/policy-window.ts';
import { findReactable, readPageReaction, writePageReaction } from '../../store/gestures.ts';
import { canSee } from '../access.ts';
import { change, type Context } from '../context.ts';
import { requirePerson } from '../conversations/act.ts';
import { mayMoveThread } from '../conversations/may.ts';
import { reactJob } from '../jobs.ts';
import type { SendContext } from '../messages/send-context.ts';
import { announceMessage } from '../messages/record-send.ts';
import { conflict, forbidden, notFound, Problem } from '../problems.ts';
import { heldElsewhere } from '../threads/held-elsewhere.ts';
import { act } from './show-gesture.ts';

/** Ids that we made ourselves, where Meta gave none. */
const derivedMid = /^(?:postback|referral|line):/;

/**
 * Puts the page's reaction on a message of the customer's, or with null takes it back. It stands at once, with the
 * name of who did it; Facebook is told by a job.
 *
 * @throws Problem `not-found` · `forbidden` when a colleague has the conversation · `conflict` for what cannot bear
 * one, in a closed conversation, or while another app holds the thread · `window-closed`.
 */
export async function reactToMessage(ctx: Context, messageId: string, emoji: string | null): Promise<void> {
  const actor = requirePerson(ctx);
  await change(ctx, async (story) => {
    const message = await findReactable(story.tx, messageId);
    if (!message || !canSee(actor, message.departmentId)) throw notFound('message');
    const canBear = message.kind === 'message' && message.direction === 'in' && message.unsentAt === null;
    if (
      !canBear ||
      message.conversationKind !== 'messenger' ||
      message.mid === null ||
      derivedMid.test(message.mid)
    ) {
      throw conflict('Only messages of the customer’s can bear a reaction.');
    }
    if (message.status === 'closed') throw conflict('This conversation is closed. Reopen it first.');
    if (!mayMoveThread(actor, message)) throw forbidden('A colleague has this conversation.');
    const now = ctx.clock.now();
    const owner = heldElsewhere(message, now);
    if (owner) throw conflict(`On Facebook ${owner.name} holds this conversation.`, { threadOwner: owner });
    const window = policyWindow({
      lastCustomerActionAt: message.windowAnchorAt,
      now,
      humanAgentAllowed: message.humanAgentAllowed,
    });
    if (!window.open) throw new Problem('window-closed', 'Facebook lets nobody react any more.');
    await writePageReaction(story.tx, { messageId, emoji, at: now, userId: actor.userId });
    announceMessage(story, message, messageId);
    story.enqueue(reactJob(message));
  });
}

/**
 * Tells Facebook of the page's reaction as it stands now. What Facebook does not take is taken back here, so that
 * nobody believes that the customer sees it. No access check: whoever reacted was checked.
 */
export async function sendReaction(ctx: SendContext, messageId: string): Promise<void> {
  const reaction = await readPageReaction(ctx.db, messageId);
  if (!reaction || reaction.mid === null) return;
  const { mid, emoji, contactId, at } = reaction;
  const isTaken = await act(
    ctx,
    contactId,
    emoji === null ? { action: 'unreact', mid } : { action: 'react', mid, emoji },
  );
  if (isTaken || emoji === null) return;
  await change(ctx, async (story) => {
    const now = await readPageReaction(story.tx, messageId);
    // Changed in the meantime: the later job tells of that.
    if (now?.at.getTime() !== at.getTime()) return;
    await writePageReaction(story.tx, { messageId, emoji: null, at, userId: null });
    announceMessage(story, reaction, messageId);
  });
}
