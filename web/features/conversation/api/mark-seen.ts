import type { ConversationId, MessageId } from '../../../../contract/ids.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';

/** Tells the server that everything up to this message has been on screen. */
export async function markSeen(id: ConversationId, messageId: MessageId): Promise<void> {
  await request('POST', apiPaths.act(id, 'seen'), { body: { messageId } });
}
