import type { ConversationStatus } from '../../../contract/conversations.ts';
import { listHelpers } from '../../store/users.ts';
import { canSee, may } from '../access.ts';
import type { Change, Context } from '../context.ts';
import { bringIn } from './bring-in.ts';
import { mentionedIn } from './mentioned-in.ts';

/** Helpers whom a note names come in by that, where its writer may invite. Part of the change that writes the note. */
export async function bringInMentioned(
  ctx: Context,
  story: Change,
  conversation: { id: string; departmentId: string; status: ConversationStatus },
  text: string,
): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'user' || !text.includes('@') || conversation.status === 'closed') return;
  if (!may(actor, 'invite-helpers') || !canSee(actor, conversation.departmentId)) return;
  for (const { id: userId } of mentionedIn(text, await listHelpers(story.tx))) {
    await bringIn(ctx, story, conversation, {
      userId,
      kind: 'mentioned',
      mode: 'internal',
      askedBy: actor.userId,
    });
  }
}
