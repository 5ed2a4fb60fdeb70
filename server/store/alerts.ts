import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import { isAtWork, wasAtWork } from './presence-log.ts';
import { isMember } from './sight.ts';

export interface NewAlert {
  id: string;
  kind: 'promise-broken' | 'nobody-there';
  /** Conversation, or department. */
  subjectId: string;
  departmentId: string;
  promise: 'respond' | 'resolve' | null;
  at: Date;
}

/** Notes what those who lead are told of. @returns whether it was not open already. */
export async function insertAlert(tx: Tx, alert: NewAlert): Promise<boolean> {
  const row = await tx
    .insertInto('alert')
    .values(alert)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Somebody is there again. */
export async function endGaps(tx: Tx, departmentIds: readonly string[], at: Date): Promise<void> {
  await tx
    .updateTable('alert')
    .set({ endedAt: at })
    .where('kind', '=', 'nobody-there')
    .where('endedAt', 'is', null)
    .where('subjectId', '=', (eb) => eb.fn.any(eb.val(departmentIds)))
    .execute();
}

/**
 * How each department is staffed: whether somebody of it is there and takes conversations, and whether somebody was
 * since a moment. Of the default department everybody is a member.
 */
export async function readStaffing(db: Db | Tx, since: Date) {
  const { rows } = await sql<{
    id: string;
    operatingHoursId: string | null;
    isStaffed: boolean;
    wasStaffed: boolean;
  }>`
    select d.id, d.operating_hours_id,
      exists (
        select from desk_user u
        where ${isMember} and ${isAtWork} and (u.takes_chats or u.takes_tickets)
      ) as is_staffed,
      exists (
        select from presence_span p join desk_user u on u.id = p.user_id
        where ${wasAtWork} and coalesce(p.ended_at, 'infinity') > ${since} and ${isMember}
      ) as was_staffed
    from department d order by d.id
  `.execute(db);
  return rows;
}

/** Alerts with what is named in them. */
export async function readAlerts(db: Db | Tx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const { rows } = await sql<{
    id: string;
    kind: NewAlert['kind'];
    promise: NewAlert['promise'];
    at: Date;
    conversationId: string | null;
    number: number | null;
    name: string | null;
    psid: string | null;
    dueAt: Date | null;
    departmentId: string;
    departmentName: string;
    departmentColor: number;
    waiting: number;
    /** Since when the one who waits longest does; null: nobody waits. */
    longestSince: Date | null;
  }>`
    select a.id, a.kind, a.promise, a.at, c.id as conversation_id, c.number, k.name, k.psid, c.due_told_at as due_at,
      d.id as department_id, d.name as department_name, d.color as department_color,
      coalesce(w.waiting, 0) as waiting, w.longest_since
    from alert a
    join department d on d.id = a.department_id
    left join conversation c on a.kind = 'promise-broken' and c.id = a.subject_id
    left join contact k on k.id = c.contact_id
    left join lateral (
      select count(*)::int as waiting, min(coalesce(w.waiting_since, w.since, w.created_at)) as longest_since
      from conversation w where w.department_id = d.id and w.status = 'open'
    ) w on a.kind = 'nobody-there'
    where a.id = any(${ids}::uuid[])
  `.execute(db);
  return rows;
}
