import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import { hoursRules } from './operating-hours.ts';

/** Departments in which something overflows, with what is set for them. */
export async function listOverflowingDepartments(db: Db | Tx) {
  return db
    .selectFrom('department')
    .select(['id', 'rules'])
    .where(sql<boolean>`coalesce(rules ->> 'overflow', 'none') <> 'none'`)
    .execute();
}

/** Pages of which something waits in a department, with the hours that are in force there. */
export async function listWaitingPages(db: Db | Tx, departmentId: string) {
  return db
    .selectFrom('page as p')
    .innerJoin('department as d', (join) => join.on('d.id', '=', departmentId))
    .leftJoin('operatingHours as ph', 'ph.id', 'p.operatingHoursId')
    .leftJoin('operatingHours as dh', 'dh.id', 'd.operatingHoursId')
    .select(['p.id', hoursRules('ph').as('pageHours'), hoursRules('dh').as('departmentHours')])
    .where(
      sql<boolean>`p.id in (
        select page_id from conversation
        where status = 'open' and assignee_id is null and department_id = ${departmentId}
      )`,
    )
    .execute();
}

/**
 * Conversations that are too much for a department: those behind the first so many, and those that wait since a time or
 * longer, the longest wait first; what is being offered, waits for its rules, or overflowed in this wait is left out, and so
 * is what some pages have, which takes its place all the same.
 * Index `conversation_in_queue`.
 *
 * @param asked.only  this one, if it is among them.
 */
export async function listOverflowing(
  db: Db | Tx,
  asked: {
    departmentId: string;
    beyond: number | null;
    since: Date | null;
    exceptPages: readonly string[];
    most: number;
    only?: string;
  },
): Promise<{ id: string; because: 'full' | 'long-wait' }[]> {
  const { rows } = await sql<{ id: string; because: 'full' | 'long-wait' }>`
    select c.id, case when c.waits_since <= ${asked.since}::timestamptz then 'long-wait' else 'full' end as because
    from (
      select id, page_id, routes_until, overflowed_at, coalesce(waiting_since, last_activity_at) as waits_since,
        row_number() over (order by coalesce(waiting_since, last_activity_at), id) as place
      from conversation
      where status = 'open' and assignee_id is null and department_id = ${asked.departmentId}
    ) c
    where (c.place > ${asked.beyond}::bigint or c.waits_since <= ${asked.since}::timestamptz)
      and c.routes_until is null and (c.overflowed_at is null or c.overflowed_at < c.waits_since)
      and c.page_id <> all(${asked.exceptPages}::uuid[])
      ${asked.only === undefined ? sql`` : sql`and c.id = ${asked.only}`}
      and not exists (select from offer o where o.conversation_id = c.id and o.state = 'offered')
    order by c.waits_since, c.id limit ${asked.most}
  `.execute(db);
  return rows;
}

/** It overflowed now, in this wait, also where its beginning is told by a clock that is ahead of ours. */
export async function markOverflowed(tx: Tx, conversationId: string, at: Date): Promise<void> {
  await tx
    .updateTable('conversation')
    .set({
      overflowedAt: sql`greatest(${at}::timestamptz, coalesce(waiting_since, last_activity_at))`,
    })
    .where('id', '=', conversationId)
    .execute();
}
