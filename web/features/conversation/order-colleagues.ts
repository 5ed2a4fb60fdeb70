import type { DepartmentId, UserId } from '../../../contract/ids.ts';
import type { Colleague, Presence } from '../../../contract/team.ts';

const rank: Record<Presence, number> = {
  available: 0,
  busy: 1,
  'do-not-disturb': 2,
  inactive: 3,
  away: 4,
  offline: 5,
};

/** Those of the department to whom a conversation may go, who can take it first; then by name. */
export function orderColleagues(
  all: readonly Colleague[],
  of: { departmentId: DepartmentId; without: UserId | null },
): Colleague[] {
  return all
    .filter((one) => one.departmentIds.includes(of.departmentId) && one.id !== of.without)
    .toSorted(
      (one, other) => rank[one.presence] - rank[other.presence] || one.name.localeCompare(other.name),
    );
}
