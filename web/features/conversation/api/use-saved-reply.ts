import type { ConversationId, SavedReplyId } from '../../../../contract/ids.ts';
import { filledReply, type FilledReply } from '../../../../contract/saved-replies.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';

/** A saved reply made ready for one conversation. Nothing is sent by this. */
export function fillSavedReply(id: SavedReplyId, conversationId: ConversationId): Promise<FilledReply> {
  return request('POST', apiPaths.useSavedReply(id), { body: { conversationId }, answer: filledReply });
}
