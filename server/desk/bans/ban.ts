import type { z } from 'zod';
import type { banCustomer as banSchema, BanLength } from '../../../contract/bans.ts';
import { findBanOf, insertBan, listLiveChats, lockContactRows } from '../../store/bans.ts';
import { findConversation, insertActivity, lockConversation } from '../../store/conversations.ts';
import { findPerson } from '../../store/person-data.ts';
import { actorId, canSee } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Change, type Context } from '../context.ts';
import { carryOut, lockVisible } from '../conversations/act.ts';
import { refusal } from '../conversations/assign.ts';
import { nextStatus } from '../conversations/life-cycle.ts';
import { mayBan } from '../conversations/may.ts';
import { conflict, notFound } from '../problems.ts';

const hourMs = 3_600_000;
const lengthsMs = { hour: hourMs, day: 24 * hourMs, week: 7 * 24 * hourMs, month: 30 * 24 * hourMs };

function endOf(length: BanLength, now: Date): Date | null {
  return length === 'ever' ? null : new Date(now.getTime() + lengthsMs[length]);
}

/**
 * Shuts the customer of a conversation out, on all pages where something proves that it is the same person: what they
 * say calls nobody. What is open with them is closed, without a word. Whose the conversation is may do so, those who
 * lead, and whoever sees what is nobody's.
 *
 * @throws Problem `not-found`; `forbidden` or `conflict` when it is a colleague's; `conflict` when they are shut out already.
 */
export async function banCustomer(
  ctx: Context,
  conversationId: string,
  { length, note }: z.output<typeof banSchema>,
): Promise<void> {
  await change(ctx, async (story) => {
    const found = await findConversation(story.tx, conversationId);
    if (!found || !canSee(ctx.actor, found.departmentId)) throw notFound('conversation');
    const contactIds = (await findPerson(story.tx, found.contactId)).map((contact) => contact.id);
    await lockContactRows(story.tx, contactIds);
    const conversation = await lockVisible(ctx, story, conversationId);
    if (!mayBan(ctx.actor, conversation)) throw refusal(conversation);
    const setAt = ctx.clock.now();
    if (await findBanOf(story.tx, found.contactId, setAt)) {
      throw conflict('This customer is shut out already. Lift that ban first.');
    }
    const id = ctx.newId();
    const until = endOf(length, setAt);
    const setBy = actorId(ctx.actor);
    await insertBan(story.tx, { id, conversationId, contactIds, setAt, setBy, until, note });
    const banned = { type: 'banned' as const, by: ctx.actor.name, until: until?.toISOString() ?? null };
    await noteIt(ctx, story, conversation, banned);
    for (const live of new Set([conversationId, ...(await listLiveChats(story.tx, contactIds))])) {
      await closeQuietly(ctx, story, live);
    }
    await audit(ctx, story, { action: 'customer.banned', subjectId: found.contactId, detail: { length } });
    story.announce({ kind: 'bans.changed', subjectId: id });
  });
}

async function closeQuietly(ctx: Context, story: Change, id: string): Promise<void> {
  const conversation = await lockConversation(story.tx, id);
  if (!conversation || conversation.status === 'closed') return;
  const ended = nextStatus(conversation.status, 'end') ?? conversation.status;
  await carryOut(ctx, story, conversation, {
    status: nextStatus(ended, 'finish') ?? ended,
    assigneeId: conversation.assigneeId,
    activity: { type: 'ended', by: ctx.actor.name },
    isSilent: true,
  });
}

/** Writes a line about a ban into the conversation where it was set, and has the details asked for anew. */
export async function noteIt(
  ctx: Context,
  story: Change,
  conversation: { id: string; pageId: string; contactId: string; departmentId: string },
  activity: object,
): Promise<void> {
  const messageId = ctx.newId();
  const { id: subjectId, departmentId } = conversation;
  const departments = [departmentId];
  await insertActivity(story.tx, {
    id: messageId,
    conversation,
    authorId: actorId(ctx.actor),
    activity,
    at: ctx.clock.now(),
  });
  story.announce({ kind: 'message.added', subjectId, messageId, departments });
  story.announce({ kind: 'conversation.details-changed', subjectId, departments });
}
