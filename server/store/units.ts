import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

export interface UnitRow {
  id: string;
  name: string;
  departmentIds: string[];
  /** Disabled ones too: enabled again, they lead what they led. */
  supervisorIds: string[];
}

/** Units by name: all, or those asked for. */
export async function listUnits(db: Db | Tx, ids?: readonly string[]): Promise<UnitRow[]> {
  const { rows } = await sql<UnitRow>`
    select u.id, u.name,
      array(select d.department_id from unit_department d where d.unit_id = u.id order by d.department_id) as department_ids,
      array(select s.user_id from unit_supervisor s where s.unit_id = u.id order by s.user_id) as supervisor_ids
    from unit u
    where ${ids ? sql`u.id = any(${ids}::uuid[])` : sql`true`}
    order by pagedesk_fold(u.name)
  `.execute(db);
  return rows;
}

/** The units that somebody is set for, by name. */
export async function listUnitsOf(db: Db | Tx, userId: string): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('unit as u')
    .innerJoin('unitSupervisor as s', 's.unitId', 'u.id')
    .select(['u.id', 'u.name'])
    .where('s.userId', '=', userId)
    .orderBy(sql`pagedesk_fold(u.name)`)
    .execute();
}

/** The unit's row, locked until the end of the transaction. */
export async function lockUnit(tx: Tx, id: string): Promise<{ id: string; name: string } | undefined> {
  return tx.selectFrom('unit').select(['id', 'name']).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** @throws a violation of `unit_name`. */
export async function insertUnit(tx: Tx, row: { id: string; name: string; createdAt: Date }): Promise<void> {
  await tx.insertInto('unit').values(row).execute();
}

/** @throws as `insertUnit` does. */
export async function renameUnit(tx: Tx, id: string, name: string): Promise<void> {
  await tx.updateTable('unit').set({ name }).where('id', '=', id).execute();
}

export async function deleteUnit(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('unit').where('id', '=', id).execute();
}

/** Makes exactly these departments the unit's. */
export async function setUnitDepartments(
  tx: Tx,
  unitId: string,
  departmentIds: readonly string[],
): Promise<void> {
  await tx.deleteFrom('unitDepartment').where('unitId', '=', unitId).execute();
  await sql`
    insert into unit_department (unit_id, department_id)
    select ${unitId}::uuid, d.id from department d where d.id = any(${departmentIds}::uuid[])
  `.execute(tx);
}

/** Makes exactly these people the unit's supervisors. */
export async function setUnitSupervisors(tx: Tx, unitId: string, userIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('unitSupervisor').where('unitId', '=', unitId).execute();
  await sql`
    insert into unit_supervisor (unit_id, user_id)
    select ${unitId}::uuid, u.id from desk_user u where u.id = any(${userIds}::uuid[])
  `.execute(tx);
}

/** Sets somebody for exactly these units. */
export async function setUnitsOf(tx: Tx, userId: string, unitIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('unitSupervisor').where('userId', '=', userId).execute();
  await sql`
    insert into unit_supervisor (unit_id, user_id)
    select u.id, ${userId}::uuid from unit u where u.id = any(${unitIds}::uuid[])
  `.execute(tx);
}

/** Those of the unit's supervisors who are set for no other, by name: without it they lead the whole desk. */
export async function listSolelyOf(tx: Tx, unitId: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select u.name from unit_supervisor s join desk_user u on u.id = s.user_id
    where s.unit_id = ${unitId} and u.disabled_at is null and not exists (
      select from unit_supervisor other where other.user_id = s.user_id and other.unit_id <> s.unit_id)
    order by u.name, u.id
  `.execute(tx);
  return rows.map(({ name }) => name);
}

/** How many of these people are supervisors. */
export async function countSupervisors(tx: Tx, userIds: readonly string[]): Promise<number> {
  const row = await tx
    .selectFrom('deskUser')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('id', '=', (eb) => eb.fn.any(eb.val(userIds)))
    .where('role', '=', 'supervisor')
    .executeTakeFirstOrThrow();
  return row.count;
}
