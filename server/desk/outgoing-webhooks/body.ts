import type { EventRow } from '../../store/desk-events.ts';
import { contactName } from '../contacts/contact-ref.ts';

type BodyFacts = Pick<
  EventRow,
  | 'conversationId'
  | 'number'
  | 'conversationKind'
  | 'status'
  | 'pageId'
  | 'pageName'
  | 'departmentId'
  | 'departmentName'
  | 'assigneeId'
  | 'assigneeName'
  | 'contactId'
  | 'contactName'
  | 'psid'
  | 'kind'
  | 'messageId'
  | 'direction'
  | 'text'
  | 'at'
  | 'authorId'
  | 'authorName'
>;

/** What an endpoint is told: names and words as the desk shows them, so masked where it masks. */
export function bodyOf(
  event: { id: string; event: string; at: Date; trigger?: string },
  row: BodyFacts,
): string {
  const isSaid = row.kind === 'message';
  return JSON.stringify({
    id: event.id,
    event: event.event,
    at: event.at.toISOString(),
    ...(event.trigger === undefined ? {} : { trigger: event.trigger }),
    conversation: {
      id: row.conversationId,
      number: Number(row.number),
      kind: row.conversationKind,
      status: row.status,
      page: { id: row.pageId, name: row.pageName },
      department: { id: row.departmentId, name: row.departmentName },
      assignee: row.assigneeId === null ? null : { id: row.assigneeId, name: row.assigneeName },
      customer: { id: row.contactId, name: contactName(row.contactName, row.psid) },
    },
    message: isSaid
      ? { id: row.messageId, direction: row.direction, text: row.text, at: row.at.toISOString() }
      : null,
    by: row.authorId === null ? null : { id: row.authorId, name: row.authorName },
  });
}
