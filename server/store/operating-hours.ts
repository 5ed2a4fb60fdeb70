import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** Operating hours as they are stored; both lists have the shape of the contract. */
export interface OperatingHoursRow {
  id: string;
  name: string;
  timeZone: string;
  weekly: unknown;
  holidays: unknown;
}

/** The rules of a joined record as one value, of the contract's shape; null where there is no record. */
export function hoursRules(alias: string) {
  const at = sql.ref(alias);
  return sql<unknown>`case when ${at}.id is not null then jsonb_build_object(
    'timeZone', ${at}.time_zone, 'weekly', ${at}.weekly, 'holidays', ${at}.holidays) end`;
}

/** Operating hours by name: all, or those asked for. */
export async function listOperatingHours(db: Db | Tx, ids?: readonly string[]): Promise<OperatingHoursRow[]> {
  let query = db.selectFrom('operatingHours').select(['id', 'name', 'timeZone', 'weekly', 'holidays']);
  if (ids) query = query.where('id', '=', (eb) => eb.fn.any(eb.val(ids)));
  return query.orderBy(sql`pagedesk_fold(name)`).execute();
}

/** Adds a record. @throws a violation of `operating_hours_name` when the name is taken. */
export async function insertOperatingHours(
  tx: Tx,
  hours: OperatingHoursRow & { createdAt: Date },
): Promise<void> {
  const { weekly, holidays, ...row } = hours;
  await tx
    .insertInto('operatingHours')
    .values({ ...row, weekly: JSON.stringify(weekly), holidays: JSON.stringify(holidays) })
    .execute();
}

/** The record, locked until the end of the transaction. */
export async function lockOperatingHours(tx: Tx, id: string): Promise<OperatingHoursRow | undefined> {
  return tx
    .selectFrom('operatingHours')
    .select(['id', 'name', 'timeZone', 'weekly', 'holidays'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Writes a record anew. @throws a violation of `operating_hours_name` when the name is taken. */
export async function updateOperatingHours(tx: Tx, hours: OperatingHoursRow): Promise<void> {
  const { id, name, timeZone, weekly, holidays } = hours;
  await tx
    .updateTable('operatingHours')
    .set({ name, timeZone, weekly: JSON.stringify(weekly), holidays: JSON.stringify(holidays) })
    .where('id', '=', id)
    .execute();
}

export async function deleteOperatingHours(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('operatingHours').where('id', '=', id).execute();
}

/** Holds a record until the end of the transaction, so that it is not deleted meanwhile. @returns whether there is one. */
export async function holdOperatingHours(tx: Tx, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('operatingHours')
    .select('id')
    .where('id', '=', id)
    .forShare()
    .executeTakeFirst();
  return row !== undefined;
}

/** Pages and departments that go by operating hours, by name. */
export async function listUsersOfHours(
  db: Db | Tx,
): Promise<{ hoursId: string; kind: 'page' | 'department'; id: string; name: string }[]> {
  const { rows } = await sql<{ hoursId: string; kind: 'page' | 'department'; id: string; name: string }>`
    select operating_hours_id as hours_id, 'page' as kind, id, name
    from page where operating_hours_id is not null
    union all
    select operating_hours_id, 'department', id, name
    from department where operating_hours_id is not null
    order by name, id
  `.execute(db);
  return rows;
}

/** Lets go what goes by these hours: always open from now on. @returns the pages, with their departments. */
export async function releaseHours(tx: Tx, id: string): Promise<{ id: string; departmentId: string }[]> {
  await tx
    .updateTable('department')
    .set({ operatingHoursId: null })
    .where('operatingHoursId', '=', id)
    .execute();
  return tx
    .updateTable('page')
    .set({ operatingHoursId: null })
    .where('operatingHoursId', '=', id)
    .returning(['id', 'departmentId'])
    .execute();
}
