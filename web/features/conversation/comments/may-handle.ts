import type { ConversationDetails } from '../../../../contract/conversations.ts';

/** Whether a thread of comments may be marked as handled: one's own, what is nobody's, and by those who lead any. */
export function mayHandle({
  kind,
  status,
  assignee,
  may,
}: Pick<ConversationDetails, 'kind' | 'status' | 'assignee' | 'may'>): boolean {
  return (
    kind === 'comment' && status !== 'closed' && may.setStatus && (assignee === null || may.end || may.close)
  );
}
