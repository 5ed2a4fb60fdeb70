import type { Activity } from '../../../contract/messages.ts';
import {
  insertActivity,
  lockConversation,
  updateConversation,
  type LockedConversation,
} from '../../store/conversations.ts';
import { actorId, canLookInto, canSee } from '../access.ts';
import { noteHandedOver } from '../../store/handed-over.ts';
import { withdrawOffersOf } from '../../store/distribution.ts';
import { leaveActTexts } from '../automation/act-texts.ts';
import type { Actor, Change, Context } from '../context.ts';
import { forbidden, notFound } from '../problems.ts';
import { letAllGo } from '../participants/bring-in.ts';
import { considerEnding } from './consider-ending.ts';
import { isServed } from './may.ts';
import { letHelpersGo } from '../participants/let-helpers-go.ts';

/**
 * The conversation, locked, if it is in a department of the actor's. Who only takes part in it acts on it in no way but
 * their own. @throws Problem `not-found` · `forbidden`.
 */
export async function lockVisible(ctx: Context, story: Change, id: string): Promise<LockedConversation> {
  const conversation = await lockOpen(ctx, story, id);
  if (canSee(ctx.actor, conversation.departmentId)) return conversation;
  throw forbidden('What becomes of this conversation is for its department.');
}

/** The conversation, locked, if the actor may look into it. @throws Problem `not-found`. */
export async function lockOpen(ctx: Context, story: Change, id: string): Promise<LockedConversation> {
  const conversation = await lockConversation(story.tx, id);
  if (!conversation || !canLookInto(ctx.actor, conversation)) throw notFound('conversation');
  return conversation;
}

/** Acts that put a conversation into somebody's hands need a person. @throws Problem `forbidden`. */
export function requirePerson(ctx: Context): Extract<Actor, { kind: 'user' }> {
  if (ctx.actor.kind !== 'user') throw forbidden('Only a person may do this.');
  return ctx.actor;
}

/**
 * Carries out an act on a locked conversation: the row, its line in the timeline, and the news of both.
 * Whether it may happen was asked before.
 */
export async function carryOut(
  ctx: Context,
  story: Change,
  conversation: LockedConversation,
  act: {
    status: LockedConversation['status'];
    assigneeId: string | null;
    activity: Activity;
    isReopening?: boolean;
    dueAt?: Date;
    wakesAt?: Date;
    toDepartmentId?: string;
    handedPriority?: number;
    cameBackBecause?: 'lost';
    isByClock?: boolean;
    /** The customer is not told, not asked how it went, and sent nothing. */
    isSilent?: boolean;
    /** False: nobody is asked for it, as the caller knows. */
    isOffered?: boolean;
  },
): Promise<void> {
  const at = ctx.clock.now();
  const messageId = ctx.newId();
  const authorId = actorId(ctx.actor);
  await updateConversation(story.tx, conversation.id, {
    status: act.status,
    assigneeId: act.assigneeId,
    at,
    closedBy: authorId,
    ...(act.isReopening ? { isReopening: true } : {}),
    ...(act.isByClock ? { isByClock: true } : {}),
    ...(act.cameBackBecause ? { cameBackBecause: act.cameBackBecause } : {}),
    ...(act.dueAt ? { dueAt: act.dueAt } : {}),
    ...(act.wakesAt ? { wakesAt: act.wakesAt } : {}),
    ...(act.toDepartmentId === undefined ? {} : { toDepartmentId: act.toDepartmentId }),
    ...(act.handedPriority === undefined ? {} : { handedPriority: act.handedPriority }),
  });
  if (isServed(conversation) && !(isServed(act) && act.assigneeId === conversation.assigneeId)) {
    await letAllGo(ctx, story, conversation);
  }
  if (!act.isSilent) await considerEnding(ctx, story, conversation, act.status);
  // Whoever is still asked for it need not answer any more.
  const withdrawn = act.isOffered === false ? [] : await withdrawOffersOf(story.tx, conversation.id, at);
  for (const { userId } of withdrawn) story.announce({ kind: 'offers.changed', subjectId: userId });
  await insertActivity(story.tx, { id: messageId, conversation, authorId, activity: act.activity, at });
  if (act.status === 'closed') await letHelpersGo(ctx, story, conversation);
  if (act.toDepartmentId) await keepReading(story, conversation, at);
  const departments = [conversation.departmentId, ...(act.toDepartmentId ? [act.toDepartmentId] : [])];
  const subjectId = conversation.id;
  story.announce({ kind: 'conversation.changed', subjectId, departments });
  story.announce({ kind: 'message.added', subjectId, messageId, departments });
  await leaveActTexts(story, conversation, {
    activity: act.activity,
    before: conversation.assigneeId,
    after: act.assigneeId,
    isClosed: act.status === 'closed',
    cause: messageId,
  });
}

/** Who had it, or took part in it, reads on for a while, in whatever department it is now. */
async function keepReading(story: Change, conversation: LockedConversation, at: Date): Promise<void> {
  for (const subjectId of await noteHandedOver(story.tx, conversation, at)) {
    story.announce({ kind: 'me.changed', subjectId });
  }
}
