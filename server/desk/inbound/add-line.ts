import type { Activity } from '../../../contract/messages.ts';
import { midKey, type Plan, type PlannedConversation, type PlannedMessage } from './plan.ts';

/**
 * Adds a line to the timeline.
 *
 * @param line.mid  made from the event that tells it, so that its twin tells nothing; null for what our own rules tell.
 * @returns false when the line is there already.
 */
export function addLine(
  plan: Plan,
  { row }: PlannedConversation,
  line: { activity: Activity; at: Date; mid: string | null },
): boolean {
  const key = line.mid === null ? null : midKey(row.pageId, line.mid);
  if (key !== null && plan.messages.has(key)) return false;
  const message: PlannedMessage = {
    isNew: true,
    row: {
      id: plan.newId(),
      conversationId: row.id,
      departmentId: row.departmentId,
      pageId: row.pageId,
      contactId: row.contactId,
      direction: null,
      authorKind: 'system',
      mid: line.mid,
      text: null,
      at: line.at,
      status: null,
      failure: null,
      replyToMid: null,
      replyToId: null,
      editNumber: 0,
      editedAt: null,
      edits: [],
      unsentAt: null,
      sentAt: null,
      deliveredAt: null,
      withheld: false,
      withheldText: null,
      kind: 'activity',
      tapped: null,
      unsupported: false,
      standby: false,
      activity: line.activity,
      answers: null,
    },
    isChanged: false,
  };
  plan.messagesById.set(message.row.id, message);
  if (key !== null) plan.messages.set(key, message);
  return true;
}
