import { hasRight } from '../../../contract/rights.ts';
import type { Colleague, User } from '../../../contract/team.ts';
import { findDefaultDepartment } from '../../store/departments.ts';
import { listUsers, type UserRow } from '../../store/users.ts';
import type { Change, Context } from '../context.ts';

/** What colleagues see of a user. Whoever works with customers is in the default department. */
export function presentColleague(row: UserRow, defaultDepartmentId: string): Colleague {
  return {
    id: row.id as Colleague['id'],
    name: row.name,
    role: row.role,
    presence: presenceOf(row),
    takesChats: row.takesChats,
    takesTickets: row.takesTickets,
    presenceName: presenceOf(row) === row.presenceChoice ? row.customPresenceName : null,
    departmentIds: (hasRight(row.role, 'get-requests')
      ? [defaultDepartmentId, ...row.departmentIds.filter((id) => id !== defaultDepartmentId)]
      : []) as Colleague['departmentIds'],
    seenDepartmentIds: row.seenDepartmentIds as Colleague['seenDepartmentIds'],
  };
}

function presenceOf({ isPresent, inactiveSince, presenceChoice }: UserRow): Colleague['presence'] {
  if (!isPresent) return 'offline';
  return inactiveSince === null ? presenceChoice : 'inactive';
}

/** What those see of a user who set what users may do. */
export function presentUser(row: UserRow, defaultDepartmentId: string): User {
  return {
    ...presentColleague(row, defaultDepartmentId),
    email: row.email,
    nickname: row.nickname,
    userName: row.userName,
    capacityUnits: row.capacityUnits,
    skillIds: row.skillIds as User['skillIds'],
    automaticPresence: row.automaticPresence,
    mostConversations: row.mostConversations,
    ownLimits: row.ownLimits as User['ownLimits'],
    unitIds: row.unitIds as User['unitIds'],
    disabledAt: row.disabledAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

/** Colleagues for the live log, by ids; disabled ones are told as offline. */
export async function presentColleagues(
  db: Context['db'] | Change['tx'],
  ids: readonly string[],
): Promise<Colleague[]> {
  if (ids.length === 0) return [];
  const home = await findDefaultDepartment(db);
  return (await listUsers(db, ids)).map((row) =>
    presentColleague(row.disabledAt ? { ...row, isPresent: false } : row, home),
  );
}
