import type { ConversationDetails } from '../../../contract/conversations.ts';
import { hasRight } from '../../../contract/rights.ts';
import type { UserId } from '../../../contract/ids.ts';
import type { Colleague, Department, Presence } from '../../../contract/team.ts';

const there: readonly Presence[] = ['available', 'busy', 'away', 'inactive'];

/** Who can be asked for advice: those who are there and not in it, and the departments in which one of them works. */
export function adviceChoices(
  { colleagues, departments }: { colleagues: readonly Colleague[]; departments: readonly Department[] },
  conversation: Pick<ConversationDetails, 'assignee' | 'participants' | 'asked'>,
  meId: UserId,
): { people: Colleague[]; places: Department[] } {
  const known = new Set([
    meId,
    conversation.assignee?.id,
    ...(conversation.participants ?? []).map(({ user }) => user.id),
    ...conversation.asked.map(({ user }) => user.id),
  ]);
  const people = colleagues
    .filter((one) => there.includes(one.presence) && hasRight(one.role, 'get-requests') && !known.has(one.id))
    .toSorted(
      (one, other) =>
        there.indexOf(one.presence) - there.indexOf(other.presence) || one.name.localeCompare(other.name),
    );
  const places = departments.filter(({ id }) => people.some((one) => one.departmentIds.includes(id)));
  return { people, places };
}
