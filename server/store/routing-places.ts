import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** Departments and pages as routing must know them: their names, and the hours they keep. */
export async function readPlaces(db: Db | Tx) {
  const departments = await db
    .selectFrom('department')
    .select(['id', 'name', 'operatingHoursId'])
    .select(sql<number | null>`(rules ->> 'waitingLimit')::int`.as('waitingLimit'))
    .execute();
  const pages = await db
    .selectFrom('page')
    .select(['id', 'name', 'departmentId', 'operatingHoursId'])
    .execute();
  return { departments, pages };
}

/** How many conversations wait for an agent in each of these departments. Index `conversation_in_queue`. */
export async function countWaitingIn(
  db: Db | Tx,
  departmentIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ departmentId: string; count: number }>`
    select department_id, count(*)::int as count from conversation
    where status = 'open' and assignee_id is null and department_id = any(${departmentIds}::uuid[])
    group by department_id
  `.execute(db);
  return new Map(rows.map(({ departmentId, count }) => [departmentId, count]));
}
