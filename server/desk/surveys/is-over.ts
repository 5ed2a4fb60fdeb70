import type { ConversationStatus } from '../../../contract/conversations.ts';

/** Whether nothing more is expected of anybody in a conversation that stands so. */
export function isOver(status: ConversationStatus): boolean {
  return status === 'wrapup' || status === 'closed';
}
