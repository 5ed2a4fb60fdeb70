import type { MacroActs } from '../../../contract/macros.ts';
import { lockConversation, type LockedConversation } from '../../store/conversations.ts';
import { listMacros } from '../../store/macros.ts';
import { addTag, listTags, renewConversation } from '../../store/tags.ts';
import { change, type Change, type Context } from '../context.ts';
import { lockVisible, requirePerson } from '../conversations/act.ts';
import { giveTo } from '../conversations/assign.ts';
import { leaveNote } from '../conversations/leave-note.ts';
import { snoozeLocked } from '../conversations/snooze.ts';
import { transferLocked } from '../conversations/transfer.ts';
import { notFound } from '../problems.ts';
import { setStatus } from '../tickets/set-status.ts';
import { present } from './macros.ts';

/**
 * Does with a conversation what a macro says, in the name of who uses it and by the same rules as by hand: all of it, or
 * nothing where something is refused.
 *
 * @throws Problem `not-found`, and as each of the acts does.
 */
export async function useMacro(ctx: Context, conversationId: string, macroId: string): Promise<void> {
  await change(ctx, async (story) => {
    await lockVisible(ctx, story, conversationId);
    const [row] = await listMacros(story.tx, macroId);
    if (!row) throw notFound('macro');
    await act(ctx, story, conversationId, present(row).acts);
  });
}

async function act(ctx: Context, story: Change, id: string, acts: MacroActs): Promise<void> {
  const actor = requirePerson(ctx);
  if (acts.takes) {
    const conversation = await lockedNow(story, id);
    if (conversation.assigneeId !== actor.userId) await giveTo(ctx, story, conversation, actor.userId);
  }
  const conversation = await lockedNow(story, id);
  await putTags(story, conversation, acts.tagIds);
  const ends = acts.finally?.kind === 'status' && ['solved', 'closed'].includes(acts.finally.status);
  // An end takes it as its closing comment.
  if (acts.note !== '' && !ends) {
    await leaveNote(ctx, story, conversation, { authorId: actor.userId, text: acts.note });
    story.announce({ kind: 'conversation.changed', subjectId: id, departments: [conversation.departmentId] });
  }
  if (acts.finally) await conclude(ctx, story, await lockedNow(story, id), acts);
}

async function conclude(
  ctx: Context,
  story: Change,
  conversation: LockedConversation,
  { finally: end, note }: MacroActs,
): Promise<void> {
  switch (end?.kind) {
    case 'status':
      return setStatus(ctx, story, conversation, end.status, note === '' ? {} : { comment: note });
    case 'department':
      return transferLocked(ctx, story, conversation, { departmentId: end.departmentId });
    case 'snooze':
      return snoozeLocked(
        ctx,
        story,
        conversation,
        new Date(ctx.clock.now().getTime() + end.hours * 3_600_000),
      );
    case undefined:
  }
}

async function putTags(
  story: Change,
  { id, departmentId }: LockedConversation,
  tagIds: readonly string[],
): Promise<void> {
  if (tagIds.length === 0) return;
  let isNew = false;
  for (const { id: tagId } of await listTags(story.tx, tagIds))
    isNew = (await addTag(story.tx, id, tagId)) || isNew;
  if (!isNew) return;
  await renewConversation(story.tx, id, { isTouched: true });
  story.announce({ kind: 'conversation.changed', subjectId: id, departments: [departmentId] });
}

async function lockedNow(story: Change, id: string): Promise<LockedConversation> {
  const conversation = await lockConversation(story.tx, id);
  if (!conversation) throw notFound('conversation');
  return conversation;
}
