import { listNamesakes } from '../../store/users.ts';
import { canSee } from '../access.ts';
import type { Change, Context } from '../context.ts';
import { mayInvite, type ActFacts } from '../conversations/may.ts';
import { bringIn } from './bring-in.ts';
import { mentionedIn } from './mentioned-in.ts';

/** Helpers whom a note names come in by that, where its writer may invite. Part of the change that writes the note. */
export async function bringInMentioned(
  ctx: Context,
  story: Change,
  conversation: ActFacts & { id: string },
  text: string,
): Promise<void> {
  const { actor } = ctx;
  if (actor.kind !== 'user' || !text.includes('@') || conversation.status === 'closed') return;
  if (!mayInvite(actor, conversation) || !canSee(actor, conversation.departmentId)) return;
  const named = mentionedIn(text, await listNamesakes(story.tx));
  for (const { id: userId } of named.filter(({ role }) => role === 'helper')) {
    await bringIn(ctx, story, conversation, {
      userId,
      kind: 'mentioned',
      mode: 'internal',
      askedBy: actor.userId,
    });
  }
}
