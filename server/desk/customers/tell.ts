import { listConversationsOf, listDepartmentsOf } from '../../store/customer-links.ts';
import type { Change } from '../context.ts';

/** Tells those who may see one of a customer's conversations that the card changed; of one without any, everybody. */
export async function tellCustomer(
  story: Change,
  customerId: string,
  alsoTo: readonly string[] = [],
): Promise<void> {
  const departments = [...new Set([...(await listDepartmentsOf(story.tx, [customerId])), ...alsoTo])];
  story.announce({
    kind: 'customer.changed',
    subjectId: customerId,
    ...(departments.length > 0 ? { departments } : {}),
  });
}

/** Tells the desks of some people's conversations that somebody else stands beside them. */
export async function tellConversations(story: Change, contactIds: readonly string[]): Promise<void> {
  for (const { id, departmentId } of await listConversationsOf(story.tx, contactIds)) {
    story.announce({ kind: 'conversation.details-changed', subjectId: id, departments: [departmentId] });
  }
}
