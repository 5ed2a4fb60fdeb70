import type { MessageList } from '../../../contract/messages.ts';
import { findConversation } from '../../store/conversations.ts';
import { listTimelineIds } from '../../store/timeline.ts';
import { canLookInto } from '../access.ts';
import type { Context } from '../context.ts';
import { cutPage, readPlace, rowsFor, writePlace } from '../paging.ts';
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
  if (!conversation || !canLookInto(ctx.actor, conversation)) throw notFound('conversation');
  const places = await listTimelineIds(ctx.db, conversationId, {
    before: readPlace(query.before, 'before'),
    limit: rowsFor(query.limit),
  });
  const { shown, last } = cutPage(places, query.limit);
  return {
    items: await presentMessages(
      ctx.db,
      shown.toReversed().map((place) => place.id),
    ),
    before: writePlace(last),
  };
}
