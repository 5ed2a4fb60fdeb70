import type { Act, MacroAct } from '../../../contract/acts.ts';
import { lockConversation, type LockedConversation } from '../../store/conversations.ts';
import { renewConversation } from '../../store/tags.ts';
import { actorId } from '../access.ts';
import type { Change, Context } from '../context.ts';
import { requirePerson } from '../conversations/act.ts';
import { giveTo } from '../conversations/assign.ts';
import { endLocked } from '../conversations/end.ts';
import { leaveNote } from '../conversations/leave-note.ts';
import { parkLocked } from '../conversations/park.ts';
import { snoozeLocked } from '../conversations/snooze.ts';
import { transferLocked } from '../conversations/transfer.ts';
import { replyIn } from '../messages/reply.ts';
import { conflict, notFound, Problem } from '../problems.ts';
import { fillSavedReply } from '../saved-replies/use.ts';
import { setStatus } from '../tickets/set-status.ts';
import { putTags, takeTags } from './put-tags.ts';
import type { Step } from './steps-of.ts';

/** What macros and triggers do by the same means; a reply is a person's, or a rule's. */
export type SharedAct = Exclude<MacroAct, { kind: 'reply' }>;

/**
 * Does one thing with a conversation, in the name of the actor and by the same rules as by hand.
 * @throws Problem as each of the verbs does.
 */
export async function perform(
  ctx: Context,
  story: Change,
  id: string,
  { act, comment }: Step<SharedAct>,
): Promise<void> {
  const conversation = await lockedNow(story, id);
  const ending = comment === undefined ? {} : { comment };
  switch (act.kind) {
    case 'take': {
      const { userId } = requirePerson(ctx);
      return giveUnlessTheirs(ctx, story, conversation, userId);
    }
    case 'assign':
      return giveUnlessTheirs(ctx, story, conversation, act.userId);
    case 'tag': {
      const there = await putTags(ctx, story, conversation, act.tagIds);
      if (there === 0 && ctx.actor.kind === 'system') throw conflict('The tag is gone.');
      return;
    }
    case 'untag':
      return takeTags(story, conversation, act.tagIds);
    case 'priority':
      return prioritize(story, conversation, act.priority);
    case 'status':
      return setStatus(ctx, story, conversation, act.status, ending);
    case 'department':
      return transferLocked(ctx, story, conversation, { departmentId: act.departmentId });
    case 'note':
      await leaveNote(ctx, story, conversation, { authorId: actorId(ctx.actor), text: act.text });
      return told(story, conversation);
    case 'snooze':
      return snoozeLocked(ctx, story, conversation, after(ctx, act.hours));
    case 'park':
      return parkLocked(ctx, story, conversation);
    case 'end':
      return endLocked(ctx, story, conversation, ending);
  }
}

/**
 * Sends a saved reply as the acting person, who has not looked it over: one with an open place is refused, and so is one
 * that does not say what it is for, where the page insists on that after the first 24 hours.
 */
export async function replyAsPerson(
  ctx: Context,
  story: Change,
  id: string,
  { savedReplyId, purpose }: Extract<MacroAct, { kind: 'reply' }>,
): Promise<void> {
  const { text, quickReplies, template, uploads, missing } = await fillSavedReply(
    ctx,
    story,
    savedReplyId,
    id,
  );
  requireFilled(missing);
  await replyIn(ctx, story, id, {
    clientId: ctx.newId(),
    kind: 'reply',
    ...(text === '' ? {} : { text }),
    quickReplies,
    ...(template === null ? {} : { template }),
    uploads: uploads.map((upload) => upload.id),
    ...(purpose === undefined ? {} : { purpose }),
  }).catch((error: unknown) => {
    throw isAboutPurpose(error) ? conflict(unsaidPurpose) : error;
  });
}

const unsaidPurpose =
  'The first 24 hours are over, and this page wants to know what an answer is for: the macro does not say it. Answer by hand, or have it said in the macro.';

function isAboutPurpose(error: unknown): boolean {
  return error instanceof Problem && error.data?.['field'] === 'purpose';
}

/** @throws Problem `conflict`. */
export function requireFilled(missing: readonly string[]): void {
  if (missing.length > 0)
    throw conflict(`The saved reply has a place that cannot be filled here: ${missing[0]}.`);
}

/** @throws Problem `not-found`. */
export async function lockedNow(story: Change, id: string): Promise<LockedConversation> {
  const conversation = await lockConversation(story.tx, id);
  if (!conversation) throw notFound('conversation');
  return conversation;
}

export function isShared(act: Act): act is SharedAct {
  return !['reply', 'say', 'notify', 'webhook'].includes(act.kind);
}

async function giveUnlessTheirs(
  ctx: Context,
  story: Change,
  conversation: LockedConversation,
  userId: string,
): Promise<void> {
  if (conversation.assigneeId !== userId) await giveTo(ctx, story, conversation, userId);
}

async function prioritize(story: Change, conversation: LockedConversation, priority: number): Promise<void> {
  if (conversation.status === 'closed') throw conflict('It is closed.');
  await renewConversation(story.tx, conversation.id, { priority });
  told(story, conversation);
}

function told(story: Change, { id, departmentId }: LockedConversation): void {
  story.announce({ kind: 'conversation.changed', subjectId: id, departments: [departmentId] });
}

function after(ctx: Context, hours: number): Date {
  return new Date(ctx.clock.now().getTime() + hours * 3_600_000);
}
