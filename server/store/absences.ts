import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import { wantsWork } from './presence-log.ts';
import { isMember } from './sight.ts';

/**
 * Whether a department has members, and whether any of them is there: may sign in, has a desk open, and wants to be seen
 * as available or busy. Everybody belongs to the default department.
 */
export async function readStaff(
  db: Db | Tx,
  departmentId: string,
): Promise<{ isStaffed: boolean; hasMembers: boolean }> {
  const { rows } = await sql<{ isStaffed: boolean; hasMembers: boolean }>`
    select
      coalesce(bool_or(${wantsWork} and (u.takes_chats or u.takes_tickets)
        and exists (select from desk_socket s where s.user_id = u.id)), false) as is_staffed,
      count(u.id) > 0 as has_members
    from department d
    left join desk_user u on u.disabled_at is null and ${isMember}
    where d.id = ${departmentId}
  `.execute(db);
  return rows[0] ?? { isStaffed: false, hasMembers: false };
}

/** Whether somebody is there: may sign in, has a desk open, and wants to be seen as available or busy. */
export async function isThere(db: Db | Tx, userId: string): Promise<boolean> {
  const { rows } = await sql<{ isThere: boolean }>`
    select exists (
      select from desk_user u
      where u.id = ${userId} and u.disabled_at is null and ${wantsWork}
        and exists (select from desk_socket s where s.user_id = u.id)
    ) as is_there
  `.execute(db);
  return rows[0]?.isThere ?? false;
}

/** The absence of a department that lasts, begun now if there is none. @returns its id. */
export async function beginAbsence(
  tx: Tx,
  absence: { id: string; departmentId: string; at: Date },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into department_absence (id, department_id, began_at)
    values (${absence.id}, ${absence.departmentId}, ${absence.at})
    on conflict (department_id) where ended_at is null do update set began_at = department_absence.began_at
    returning id
  `.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('An absence was neither there nor begun.');
  return row.id;
}

/** Ends the absences of the departments of some users, as far as they want to be seen as there. */
export async function endAbsences(tx: Tx, userIds: readonly string[], at: Date): Promise<void> {
  if (userIds.length === 0) return;
  await sql`
    update department_absence a set ended_at = ${at}
    from department d
    where a.ended_at is null and d.id = a.department_id and exists (
      select from desk_user u
      where u.id = any(${userIds}::uuid[]) and u.disabled_at is null and ${wantsWork} and ${isMember})
  `.execute(tx);
}
