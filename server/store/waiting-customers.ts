import { sql } from 'kysely';
import { channelTextsOf } from './channel-texts.ts';
import type { Db, Tx } from './db.ts';
import { hoursRules } from './operating-hours.ts';

/** Every page, with all that decides which texts it sends. */
export async function listTextsOfPages(db: Db | Tx) {
  return db
    .selectFrom('page')
    .select(['id', 'settings as pageSettings'])
    .select(channelTextsOf.as('channelTexts'))
    .where('removedAt', 'is', null)
    .execute();
}

/** Conversations of a page that wait for an agent since then or longer, and whose customer was not told so yet. */
export async function listLongWaiting(
  db: Db | Tx,
  asked: { pageId: string; since: Date; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from conversation c
    where c.page_id = ${asked.pageId} and c.status = 'open' and c.assignee_id is null and c.kind = 'messenger'
      and c.waiting_since <= ${asked.since}
      and not exists (
        select from message m
        where m.conversation_id = c.id and m.automation_key = 'not-accepted:' || c.reopened_count)
    order by c.waiting_since
    limit ${asked.limit}
  `.execute(db);
  return rows.map(({ id }) => id);
}

/**
 * Conversations of a page that have another place in the queue than their customer was told, as far as the customer was
 * told nothing of it since then.
 */
export async function listMovedInQueue(
  db: Db | Tx,
  asked: { pageId: string; notToldSince: Date; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with ranked as (
      select id, row_number() over (partition by department_id order by waiting_since, id) as place
      from conversation
      where status = 'open' and assignee_id is null and waiting_since is not null
        and department_id in (select department_id from conversation where page_id = ${asked.pageId} and status = 'open')
    )
    select c.id from conversation c join ranked r on r.id = c.id
    where c.page_id = ${asked.pageId} and c.kind = 'messenger'
      and not exists (
        select from message m
        where m.conversation_id = c.id and m.automation_key = 'position:' || c.reopened_count || ':' || r.place)
      and not exists (
        select from message m
        where m.conversation_id = c.id and m.automation in ('position', 'next-in-line') and m.at > ${asked.notToldSince})
    order by r.place
    limit ${asked.limit}
  `.execute(db);
  return rows.map(({ id }) => id);
}

/** Departments with customers who wait since then or longer, once for each page's and department's hours. */
export async function listWaitedFor(db: Db | Tx, since: Date) {
  return db
    .selectFrom('conversation as c')
    .innerJoin('page as p', 'p.id', 'c.pageId')
    .innerJoin('department as d', 'd.id', 'c.departmentId')
    .leftJoin('operatingHours as ph', 'ph.id', 'p.operatingHoursId')
    .leftJoin('operatingHours as dh', 'dh.id', 'd.operatingHoursId')
    .select(['d.id', 'd.name'])
    .select((eb) => eb.fn.countAll<number>().as('customers'))
    .select([hoursRules('ph').as('pageHours'), hoursRules('dh').as('departmentHours')])
    .where('c.status', '=', 'open')
    .where('c.assigneeId', 'is', null)
    .where('c.waitingSince', '<=', since)
    .groupBy(['d.id', 'd.name', 'ph.id', 'dh.id'])
    .execute();
}

/**
 * Notes that nobody is in a department where customers wait. @returns since when and the how manieth time people are to
 * be told, at most once in `everyMs`; null: they were.
 */
export async function noteUnstaffed(
  tx: Tx,
  alert: { departmentId: string; at: Date; everyMs: number },
): Promise<{ beganAt: Date; times: number } | null> {
  const toldBefore = new Date(alert.at.getTime() - alert.everyMs);
  const { rows } = await sql<{ beganAt: Date; times: number }>`
    insert into department_alert as a (department_id, began_at, told_at)
    values (${alert.departmentId}, ${alert.at}, ${alert.at})
    on conflict (department_id) do update set told_at = excluded.told_at, times = a.times + 1
      where a.told_at <= ${toldBefore}
    returning began_at, times
  `.execute(tx);
  return rows[0] ?? null;
}

/** Forgets the alerts of all departments but these. */
export async function forgetAlerts(tx: Tx, exceptIds: readonly string[]): Promise<void> {
  await sql`delete from department_alert where department_id <> all(${exceptIds}::uuid[])`.execute(tx);
}
