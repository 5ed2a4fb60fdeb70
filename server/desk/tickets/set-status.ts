import type { EndConversation } from '../../../contract/conversations.ts';
import type { TicketStatus } from '../../../contract/tickets.ts';
import { insertActivity, lockConversation } from '../../store/conversations.ts';
import { readTicketFacts, updateTicket } from '../../store/tickets.ts';
import { actorId } from '../access.ts';
import type { Change, Context } from '../context.ts';
import { carryOut, type lockVisible } from '../conversations/act.ts';
import { refusal } from '../conversations/assign.ts';
import { endLocked } from '../conversations/end.ts';
import { nextStatus } from '../conversations/life-cycle.ts';
import { parkedUntil } from '../conversations/life-settings.ts';
import { mayFinish, mayPark, mayResume, maySetStatus } from '../conversations/may.ts';
import { reopenLocked } from '../conversations/reopen.ts';
import { notFound } from '../problems.ts';
import { deriveStatus } from './derive-status.ts';

type Locked = Awaited<ReturnType<typeof lockVisible>>;

/**
 * Sets the ticket's status of a conversation that the caller has locked. One that only another life of the conversation
 * can have brings that about, under the same rules: `solved`, `closed` and `spam` end it, `on-hold` parks it, and any
 * other reopens what is over. Where the conversation goes on as it is, the word is kept until something happens that
 * derives another status.
 *
 * @throws Problem `conflict` or `forbidden` when it is not the actor's; `conflict` when the customer has begun another
 * conversation since; `invalid` as ending does.
 */
export async function setStatus(
  ctx: Context,
  story: Change,
  conversation: Locked,
  status: TicketStatus,
  ending: EndConversation = {},
): Promise<void> {
  if (!maySetStatus(ctx.actor, conversation)) throw refusal(conversation);
  const { id } = conversation;
  const before = await readTicketFacts(story.tx, id);
  await liveAs(ctx, story, conversation, status, ending);
  const after = await readTicketFacts(story.tx, id);
  const ticketSet = deriveStatus(after) === status ? null : status;
  if (ticketSet !== after.ticketSet) await updateTicket(story.tx, id, { ticketSet });
  const isTold = before.status !== after.status && ticketSet === null;
  const isMoved = ticketSet !== before.ticketSet || after.owesAnswer !== before.owesAnswer;
  if (isMoved && !isTold) await tellSet(ctx, story, conversation, status);
}

/** Brings the conversation to where this status can be. */
async function liveAs(
  ctx: Context,
  story: Change,
  conversation: Locked,
  status: TicketStatus,
  ending: EndConversation,
): Promise<void> {
  const isOver = conversation.status === 'closed' || conversation.status === 'wrapup';
  if (status === 'solved' || status === 'closed' || status === 'spam') {
    if (!isOver) return endLocked(ctx, story, conversation, { ...ending, isSpam: status === 'spam' });
    if (conversation.status === 'wrapup' && status !== 'solved') return file(ctx, story, conversation);
    return;
  }
  const live = isOver ? await reopened(ctx, story, conversation) : conversation;
  if (status === 'on-hold') return hold(ctx, story, live);
  if (live.status !== 'waiting') return;
  const { owesAnswer } = await readTicketFacts(story.tx, live.id);
  if (!owesAnswer) return;
  await updateTicket(story.tx, live.id, {
    owesAnswer: false,
    dueAt: await parkedUntil(story.tx, live, ctx.clock.now()),
  });
}

async function reopened(ctx: Context, story: Change, conversation: Locked): Promise<Locked> {
  const { id, status, assigneeId } = conversation;
  const next = nextStatus(status, 'resume');
  if (next === null) await reopenLocked(ctx, story, conversation);
  else if (!mayResume(ctx.actor, conversation)) throw refusal(conversation);
  else {
    const activity = { type: 'resumed' as const, by: ctx.actor.name };
    await carryOut(ctx, story, conversation, { status: next, assigneeId, activity });
  }
  const live = await lockConversation(story.tx, id);
  if (!live) throw notFound('conversation');
  return live;
}

/** What is being wrapped up is filed with these: nobody writes notes there any more. */
async function file(ctx: Context, story: Change, conversation: Locked): Promise<void> {
  const next = nextStatus(conversation.status, 'finish');
  if (next === null || !mayFinish(ctx.actor, conversation)) throw refusal(conversation);
  await carryOut(ctx, story, conversation, {
    status: next,
    assigneeId: conversation.assigneeId,
    activity: { type: 'finished', by: ctx.actor.name },
  });
}

/** Parked without an end: the customer waits for us, and is not closed for saying nothing. What is nobody's stays there. */
async function hold(ctx: Context, story: Change, conversation: Locked): Promise<void> {
  const { id, status, assigneeId } = conversation;
  const next = nextStatus(status, 'park');
  if (next !== null) {
    if (!mayPark(ctx.actor, conversation)) throw refusal(conversation);
    const activity = { type: 'parked' as const, by: ctx.actor.name };
    await carryOut(ctx, story, conversation, { status: next, assigneeId, activity });
  }
  if (status !== 'open') await updateTicket(story.tx, id, { owesAnswer: true, dueAt: null, wakesAt: null });
}

async function tellSet(
  ctx: Context,
  story: Change,
  conversation: Locked,
  status: TicketStatus,
): Promise<void> {
  const messageId = ctx.newId();
  const { id: subjectId, departmentId } = conversation;
  await insertActivity(story.tx, {
    id: messageId,
    conversation,
    authorId: actorId(ctx.actor),
    activity: { type: 'ticket-set', by: ctx.actor.name, status },
    at: ctx.clock.now(),
  });
  const departments = [departmentId];
  story.announce({ kind: 'conversation.changed', subjectId, departments });
  story.announce({ kind: 'message.added', subjectId, messageId, departments });
}
