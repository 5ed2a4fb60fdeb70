import { departmentRules, type DepartmentRules } from '../../../contract/department-rules.ts';
import { rememberParsed } from '../../kit/remember-parsed.ts';
import type { Tx } from '../../store/db.ts';
import { findDepartments } from '../../store/departments.ts';
import { listSkills } from '../../store/work-streams.ts';
import { invalid } from '../problems.ts';

/** What is set for a department, defaults filled in. What does not fit any more follows the defaults. */
export const readDepartmentRules: (stored: unknown) => DepartmentRules = rememberParsed((stored) => {
  const read = departmentRules.safeParse(stored);
  return read.success ? read.data : departmentRules.parse({});
});

/** Departments and skills that there are, and no way from a department to itself. @throws Problem `invalid`. */
export async function requireSoundRules(tx: Tx, id: string, rules: DepartmentRules): Promise<void> {
  const { overflowDepartmentId, transfers } = rules;
  const ids = [...(transfers?.departmentIds ?? []), ...(overflowDepartmentId ? [overflowDepartmentId] : [])];
  const known = await findDepartments(tx, ids);
  if (overflowDepartmentId === id) throw invalid('rules.overflowDepartmentId', 'It comes from there.');
  if (overflowDepartmentId !== null && !known.has(overflowDepartmentId))
    throw invalid('rules.overflowDepartmentId', 'There is no such department.');
  if (transfers?.departmentIds.some((one) => !known.has(one)))
    throw invalid('rules.transfers.departmentIds', 'There is no such department.');
  const skills = transfers?.skillIds ?? [];
  if (skills.length > 0 && (await listSkills(tx, skills)).length < new Set(skills).size)
    throw invalid('rules.transfers.skillIds', 'There is no such skill.');
}
