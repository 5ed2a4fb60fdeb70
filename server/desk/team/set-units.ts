import type { Role } from '../../../contract/team.ts';
import { hasRight } from '../../../contract/rights.ts';
import { listUnits, setUnitsOf } from '../../store/units.ts';
import { setDepartmentsOf } from '../../store/users.ts';
import type { Change } from '../context.ts';
import { invalid } from '../problems.ts';

/**
 * Says for which units somebody is set; absent: as it was. Who is no supervisor is set for none.
 * @throws Problem `invalid` naming `unitIds`.
 */
export async function setUnits(
  story: Change,
  user: { id: string; role: Role },
  unitIds: readonly string[] | undefined,
): Promise<void> {
  if (user.role !== 'supervisor') {
    if (unitIds && unitIds.length > 0) throw invalid('unitIds', 'Only supervisors are set for units.');
    return setUnitsOf(story.tx, user.id, []);
  }
  if (!unitIds) return;
  const there = await listUnits(story.tx, unitIds);
  if (there.length !== new Set(unitIds).size) throw invalid('unitIds', 'A unit is no longer there.');
  await setUnitsOf(story.tx, user.id, unitIds);
  for (const id of unitIds) story.announce({ kind: 'units.changed', subjectId: id });
}

/**
 * Who does not work with customers belongs to no department, so that nothing counts on them.
 * @throws Problem `invalid` naming `departmentIds`.
 */
export async function keepOutOfDepartments(
  story: Change,
  user: { id: string; role: Role },
  departmentIds: readonly string[] | undefined,
): Promise<void> {
  if (hasRight(user.role, 'get-requests')) return;
  if (departmentIds && departmentIds.length > 0) {
    throw invalid('departmentIds', 'Helpers and auditors belong to no department.');
  }
  await setDepartmentsOf(story.tx, user.id, []);
}
