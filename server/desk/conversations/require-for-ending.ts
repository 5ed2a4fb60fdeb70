import { readEndingRules } from '../../store/tickets.ts';
import type { EndConversation } from '../../../contract/conversations.ts';
import { actorId } from '../access.ts';
import type { Change, Context } from '../context.ts';
import { Problem } from '../problems.ts';
import type { lockVisible } from './act.ts';
import { leaveNote } from './leave-note.ts';

/**
 * What a department wants before one of its conversations is ended; the comment is written down as a note. Nothing is
 * asked of the clock, nor of what is ended as spam.
 *
 * @throws Problem `invalid`: `data.missing` names what is missing, `tag` and `comment`.
 */
export async function requireForEnding(
  ctx: Context,
  story: Change,
  conversation: Awaited<ReturnType<typeof lockVisible>>,
  { comment }: EndConversation,
): Promise<void> {
  const rules = await readEndingRules(story.tx, conversation.id);
  const missing = [
    ...(rules.needsTag && !rules.hasTag ? (['tag'] as const) : []),
    ...(rules.needsComment && !comment ? (['comment'] as const) : []),
  ];
  const [first] = missing;
  if (first) {
    const words = missing.map((each) => wanted[each]).join(' and ');
    throw new Problem('invalid', `Before you end it, this department wants ${words}.`, {
      data: { field: first, missing },
    });
  }
  if (comment) await leaveNote(ctx, story, conversation, { authorId: actorId(ctx.actor), text: comment });
}

const wanted = { tag: 'a tag', comment: 'a closing comment' };
