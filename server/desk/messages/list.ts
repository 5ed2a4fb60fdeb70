import type { MessageList } from '../../../contract/messages.ts';
import { findConversation } from '../../store/conversations.ts';
import { listTimelineIds } from '../../store/timeline.ts';
import { canSee } from '../access.ts';
import type { Context } from '../context.ts';
import { readTimelineCursor, writeTimelineCursor } from '../conversations/list-cursor.ts';
import { notFound } from '../problems.ts';
import { presentMessages } from './present.ts';

/**
 * A stretch of a conversation's timeline, oldest first; without `before` its end.
 * @throws Problem `not-found` for a conversation that may not be seen; `invalid` for a cursor that is none.
 */
export async function listMessages(
  ctx: Context,
  conversationId: string,
  query: { before?: string | undefined; limit: number },
): Promise<MessageList> {
  const conversation = await findConversation(ctx.db, conversationId);
  if (!conversation || !canSee(ctx.actor, conversation.departmentId)) throw notFound('conversation');
  const places = await listTimelineIds(ctx.db, conversationId, {
    before: query.before ? readTimelineCursor(query.before) : null,
    limit: query.limit + 1,
  });
  const shown = places.slice(0, query.limit).toReversed();
  const first = shown[0];
  return {
    items: await presentMessages(
      ctx.db,
      shown.map((place) => place.id),
    ),
    before: places.length > query.limit && first ? writeTimelineCursor(first) : null,
  };
}
