import type { LockedConversation } from '../../store/conversations.ts';
import { listParticipants } from '../../store/participants.ts';
import { listHelpers } from '../../store/users.ts';
import { requireRight } from '../access.ts';
import { change, type Context } from '../context.ts';
import { lockVisible, requirePerson } from '../conversations/act.ts';
import { addLine } from '../conversations/add-line.ts';
import { refusal } from '../conversations/assign.ts';
import { mayInvite } from '../conversations/may.ts';
import { conflict, invalid } from '../problems.ts';
import { bringIn, letGo } from './bring-in.ts';

/**
 * Invites a helper: they see this conversation, and write notes in it, until they are let go or it is closed. Inviting
 * twice changes nothing.
 *
 * @throws Problem `not-found` · `forbidden` or `conflict` when it is a colleague's · `conflict` when it is closed ·
 * `invalid` for who is no helper.
 */
export async function inviteHelper(ctx: Context, id: string, userId: string): Promise<void> {
  requireRight(ctx.actor, 'invite-helpers');
  const actor = requirePerson(ctx);
  await change(ctx, async (story) => {
    const conversation = await lockVisible(ctx, story, id);
    requireInvitable(ctx, conversation);
    const helper = (await listHelpers(story.tx)).find((one) => one.id === userId);
    if (!helper) throw invalid('userId', 'Choose one of the helpers.');
    const participants = await listParticipants(story.tx, id);
    if (participants.some((one) => one.userId === userId && one.kind === 'invited')) return;
    await bringIn(ctx, story, conversation, {
      userId,
      kind: 'invited',
      mode: 'internal',
      askedBy: actor.userId,
    });
    await addLine(ctx, story, conversation, { type: 'invited', by: actor.name, to: helper.name });
  });
}

/** Lets a helper go, however they came in. Whoever is not in it is let alone. @throws Problem as `inviteHelper` does. */
export async function letHelperGo(ctx: Context, id: string, userId: string): Promise<void> {
  requireRight(ctx.actor, 'invite-helpers');
  const actor = requirePerson(ctx);
  await change(ctx, async (story) => {
    const conversation = await lockVisible(ctx, story, id);
    if (!mayInvite(actor, conversation)) throw refusal(conversation);
    const theirs = (await listParticipants(story.tx, id)).filter(
      (one) => one.userId === userId && (one.kind === 'invited' || one.kind === 'mentioned'),
    );
    const [first] = theirs;
    if (!first) return;
    await letGo(ctx, story, conversation, theirs);
    await addLine(ctx, story, conversation, { type: 'uninvited', by: actor.name, of: first.name });
  });
}

function requireInvitable(ctx: Context, conversation: LockedConversation): void {
  if (conversation.status === 'closed') throw conflict('This conversation is closed. Reopen it to go on.');
  if (!mayInvite(ctx.actor, conversation)) throw refusal(conversation);
}
