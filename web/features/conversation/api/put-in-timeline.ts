import type { QueryClient } from '@tanstack/react-query';
import type { ConversationId } from '../../../../contract/ids.ts';
import type { Message } from '../../../../contract/messages.ts';
import { putMessage, type MessagePages } from '../../../lib/message-pages.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

/** Shows what an answer of the server brought, before the live event that tells the same. */
export function putInTimeline(client: QueryClient, id: ConversationId, messages: readonly Message[]): void {
  client.setQueryData<MessagePages>(
    queryKeys.messages(id),
    (pages) => pages && messages.reduce(putMessage, pages),
  );
}
