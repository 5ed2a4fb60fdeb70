import type { ConversationId } from '../../../../contract/ids.ts';
import { writtenMessages, type WriteMessage, type WrittenMessages } from '../../../../contract/messages.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';

/** Says something to the customer, or to the team. A repeat with one `clientId` answers the same messages. */
export function writeMessage(
  { conversationId, isFollowUp }: { conversationId: ConversationId; isFollowUp?: boolean },
  body: WriteMessage,
): Promise<WrittenMessages> {
  const path = isFollowUp ? apiPaths.followUp(conversationId) : apiPaths.messages(conversationId);
  return request('POST', path, { body, answer: writtenMessages });
}
