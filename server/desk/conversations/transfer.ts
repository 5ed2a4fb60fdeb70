import type { TransferConversation } from '../../../contract/conversations.ts';
import { findAssignable, type LockedConversation } from '../../store/conversations.ts';
import { listParticipants, type ParticipantRow } from '../../store/participants.ts';
import { withdrawOffersOf } from '../../store/distribution.ts';
import { findHomeDepartment, lockDepartment } from '../../store/departments.ts';
import { actorId } from '../access.ts';
import { byIds, change, type Change, type Context } from '../context.ts';
import { askColleague } from '../distribution/ask-colleague.ts';
import { readStreamOf } from '../distribution/stream-of.ts';
import { conflict, invalid } from '../problems.ts';
import { carryOut, lockVisible, requirePerson } from './act.ts';
import { giveTo, refusal } from './assign.ts';
import { leaveNote } from './leave-note.ts';
import { nextStatus } from './life-cycle.ts';
import { mayTransfer } from './may.ts';
import { requireColleagueAllowed, requireDepartmentAllowed, requireNotBusy } from './transfer-limits.ts';

/**
 * Hands a conversation to another department, where it waits for somebody, or to a colleague who may see it, and who
 * is asked first where its work stream says so and they are at a desk, unless they advise in it already; with a note for whoever goes on with it.
 * Whose it is may do so, as far as its department hands on at all, and those who lead. Whoever may not look into the new
 * department does not see it any more, but who had it reads on for a while.
 *
 * @throws Problem `not-found`; `forbidden` or `conflict` when it is not the actor's; `conflict` when it is closed or is
 * there already, or the colleague is busy and its stream does not ask the busy; `invalid` for a department or a colleague that there is not.
 */
export async function transferConversation(
  ctx: Context,
  id: string,
  { departmentId, userId, note }: TransferConversation,
): Promise<void> {
  await change(byIds(ctx), async (story) => {
    const conversation = await lockVisible(ctx, story, id);
    await transferLocked(ctx, story, conversation, { departmentId, userId, note });
  });
}

/** The same with a conversation that the caller has locked. */
export async function transferLocked(
  ctx: Context,
  story: Change,
  conversation: LockedConversation,
  { departmentId, userId, note }: TransferConversation,
): Promise<void> {
  const { actor } = ctx;
  const next = nextStatus(conversation.status, 'transfer');
  if (next === null) throw conflict('This conversation is closed. Reopen it to go on.');
  if (!mayTransfer(actor, conversation)) throw refusal(conversation);
  if (note) await leaveNote(ctx, story, conversation, { authorId: actorId(actor), text: note });
  if (userId !== undefined) return handTo(ctx, story, conversation, userId);
  const to = departmentId && (await lockDepartment(story.tx, departmentId));
  if (!to) throw invalid('departmentId', 'There is no such department.');
  if (to.id === conversation.departmentId) throw conflict('It is in this department already.');
  await requireDepartmentAllowed(story.tx, actor, conversation, to);
  const { transferPriority } = await readStreamOf(story.tx, conversation.id);
  await carryOut(ctx, story, conversation, {
    status: next,
    assigneeId: null,
    toDepartmentId: to.id,
    handedPriority: transferPriority,
    activity: { type: 'transferred', by: actor.name, to: to.name },
  });
}

/** At once, or where the work stream says so once they have said yes; who is at no desk could not say it. */
async function handTo(
  ctx: Context,
  story: Change,
  conversation: LockedConversation,
  userId: string,
): Promise<void> {
  const actor = requirePerson(ctx);
  const adviser = (await listParticipants(story.tx, conversation.id)).find(
    (one) => one.userId === userId && one.kind === 'consulted' && one.state === 'here',
  );
  if (adviser) return handToAdviser(ctx, story, conversation, adviser);
  const settings = await readStreamOf(story.tx, conversation.id);
  const { transferSeconds } = settings;
  if (conversation.assigneeId === userId) return;
  const to = await findAssignable(story.tx, userId, conversation.departmentId);
  if (!to) throw invalid('userId', 'This user does not exist or may not see this department.');
  if (userId !== actor.userId) {
    await requireColleagueAllowed(story.tx, actor, conversation, to);
    await requireNotBusy(story.tx, actor, conversation, to, { settings, now: ctx.clock.now() });
  }
  const isOthers = conversation.assigneeId !== null && userId !== actor.userId;
  if (transferSeconds === null || !isOthers || !to.isAtDesk) return giveTo(ctx, story, conversation, userId);
  for (const asked of await withdrawOffersOf(story.tx, conversation.id, ctx.clock.now())) {
    story.announce({ kind: 'offers.changed', subjectId: asked.userId });
  }
  await askColleague(ctx, story, conversation, to, transferSeconds);
}

/** Who advises has it at once, since they said yes to looking into it; from their department, it moves there with them. */
async function handToAdviser(
  ctx: Context,
  story: Change,
  conversation: LockedConversation,
  { userId, name, departmentId: askedAs }: ParticipantRow,
): Promise<void> {
  if (await findAssignable(story.tx, userId, conversation.departmentId)) {
    return giveTo(ctx, story, conversation, userId);
  }
  const homeId = askedAs ?? (await findHomeDepartment(story.tx, userId));
  const to = homeId === null ? undefined : await lockDepartment(story.tx, homeId);
  const next = nextStatus(conversation.status, 'assign');
  if (!to || next === null) throw invalid('userId', `${name} is in no department that could have it.`);
  await requireDepartmentAllowed(story.tx, ctx.actor, conversation, to);
  await carryOut(ctx, story, conversation, {
    status: next,
    assigneeId: userId,
    toDepartmentId: to.id,
    activity: { type: 'assigned', by: ctx.actor.name, to: name },
  });
}
