import type { PlaceholderValues } from '../../../contract/placeholders.ts';
import type { readFillFacts } from '../../store/saved-replies.ts';

type FillFacts = NonNullable<Awaited<ReturnType<typeof readFillFacts>>>;

/** What stands in the open places of a saved reply. @param writer  whose words they are; null: a rule's. */
export function valuesFor(
  facts: FillFacts,
  writer: { name: string; email: string; nickname: string | null } | null,
): PlaceholderValues {
  const [first = null, ...rest] = writer?.name.trim().split(/\s+/) ?? [];
  return {
    'contact.name': facts.contactName,
    'contact.first_name': facts.firstName ?? facts.contactName?.split(' ')[0] ?? null,
    'contact.last_name': facts.lastName,
    'agent.name': writer?.name ?? null,
    'agent.first_name': first,
    'agent.last_name': rest.at(-1) ?? null,
    'agent.nickname': writer?.nickname ?? null,
    'agent.email': writer?.email || null,
    'page.name': facts.pageName,
    'department.name': facts.departmentName,
    'conversation.number': String(facts.number),
    'conversation.tags': facts.tags,
  };
}
