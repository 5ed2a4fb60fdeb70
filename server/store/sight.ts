import { sql, type RawBuilder } from 'kysely';
import { rolesWith } from '../../contract/rights.ts';

/** Departments that may be seen: `all`, or the ids. */
export type DepartmentSight = 'all' | readonly string[];

/** Whether what a column holds is a department in sight. */
export function inSight(column: RawBuilder<unknown>, sight: DepartmentSight): RawBuilder<boolean> {
  return sight === 'all' ? sql`true` : sql`${column} = any(${sight}::uuid[])`;
}

/** Whether user `u` is set for no unit. */
export const isOfNoUnit = sql<boolean>`not exists (select from unit_supervisor s where s.user_id = u.id)`;

/** Whether department `d` belongs to a unit that user `u` is set for. */
export const isInOwnUnit = sql<boolean>`exists (
  select from unit_supervisor s join unit_department x on x.unit_id = s.unit_id
  where s.user_id = u.id and x.department_id = d.id)`;

/** Whether user `u` may see what belongs to department `d`: this is what `sightOf` goes by. */
export const seesDepartment = sql<boolean>`case u.role
  when 'administrator' then true
  when 'supervisor' then ${isOfNoUnit} or ${isInOwnUnit}
  when 'agent' then d.is_default
    or exists (select from department_member m where m.department_id = d.id and m.user_id = u.id)
  else false end`;

/** Whether user `u` is a member of department `d`; of the default one everybody is who works with customers. */
export const isMember = sql<boolean>`case when d.is_default then u.role = any(${rolesWith('get-requests')}::text[])
  else exists (select from department_member m where m.department_id = d.id and m.user_id = u.id) end`;
