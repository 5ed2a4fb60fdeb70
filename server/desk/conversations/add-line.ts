import type { Activity } from '../../../contract/messages.ts';
import { insertActivity } from '../../store/conversations.ts';
import { actorId } from '../access.ts';
import type { Change, Context } from '../context.ts';

/** Writes a line into the timeline, and tells it. @returns its id. */
export async function addLine(
  ctx: Pick<Context, 'newId' | 'clock' | 'actor'>,
  story: Change,
  conversation: { id: string; pageId: string; contactId: string; departmentId: string },
  activity: Activity,
): Promise<string> {
  const id = ctx.newId();
  const at = ctx.clock.now();
  await insertActivity(story.tx, { id, conversation, authorId: actorId(ctx.actor), activity, at });
  const departments = [conversation.departmentId];
  story.announce({ kind: 'message.added', subjectId: conversation.id, messageId: id, departments });
  return id;
}
