import type { Plan, PlannedConversation, PlannedMessage } from './plan.ts';

// Who waits since when: the oldest message of the customer's behind the page's last one. The messages themselves
// are asked only where the row cannot tell, since that reads back through the conversation.

/** The customer wrote; to be told before the message is the conversation's last. */
export function asked(conversation: PlannedConversation, at: Date): void {
  const { row } = conversation;
  const { waitingSince, lastMessageAt } = row;
  if (lastMessageAt === null || at >= lastMessageAt) row.waitingSince = waitingSince ?? at;
  // Behind the last answer stands nothing older than what waits; before it, what came late was answered.
  else if (waitingSince === null ? !isAnswer(row.lastMessage) : at < waitingSince)
    conversation.recountWaiting = true;
}

/** The page wrote, or a message of its own turns out to be of another time; told after the message is placed. */
export function answered(conversation: PlannedConversation, at: Date, isNewest: boolean): void {
  const { row } = conversation;
  if (row.waitingSince === null || at < row.waitingSince) return;
  if (isNewest) row.waitingSince = null;
  else conversation.recountWaiting = true;
  conversation.isChanged = true;
}

/** Logs what somebody wrote outside the desk; told before the customer counts as answered. */
export function responded(plan: Plan, { row }: PlannedConversation, { row: message }: PlannedMessage): void {
  const { waitingSince } = row;
  plan.responses.push({
    messageId: message.id,
    conversationId: row.id,
    episode: row.reopenedCount,
    pageId: row.pageId,
    kind: row.kind,
    departmentId: row.departmentId,
    at: message.at,
    askedAt: waitingSince !== null && message.at >= waitingSince ? waitingSince : null,
  });
}

function isAnswer(lastMessage: unknown): boolean {
  if (typeof lastMessage !== 'object' || lastMessage === null) return false;
  const { direction, kind } = lastMessage as { direction?: unknown; kind?: unknown };
  return direction === 'out' && kind !== 'note';
}
