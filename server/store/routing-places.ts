import type { Db, Tx } from './db.ts';

/** Departments and pages as routing must know them: their names, and the hours they keep. */
export async function readPlaces(db: Db | Tx) {
  const departments = await db.selectFrom('department').select(['id', 'name', 'operatingHoursId']).execute();
  const pages = await db
    .selectFrom('page')
    .select(['id', 'name', 'departmentId', 'operatingHoursId'])
    .execute();
  return { departments, pages };
}
