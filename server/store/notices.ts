import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import { isInOwnUnit, isOfNoUnit, seesDepartment } from './sight.ts';

export interface NewNotice {
  id: string;
  userId: string;
  kind: string;
  /** Exactly what it is about: nobody is told of it twice. */
  cause: string;
  departmentId: string | null;
  conversationId: string | null;
  detail: object;
  at: Date;
}

/** Writes notices. @returns whom it told: who knows of the cause already is not told again. */
export async function insertNotices(tx: Tx, notices: readonly NewNotice[]): Promise<string[]> {
  if (notices.length === 0) return [];
  const rows = await tx
    .insertInto('notice')
    .values(notices.map(({ detail, ...row }) => ({ ...row, detail: JSON.stringify(detail) })))
    .onConflict((conflict) => conflict.columns(['userId', 'cause']).doNothing())
    .returning('userId')
    .execute();
  return rows.map(({ userId }) => userId);
}

export interface NoticeRow {
  id: string;
  userId: string;
  kind: string;
  detail: unknown;
  at: Date;
  readAt: Date | null;
  conversationId: string | null;
  number: number | null;
  contactName: string | null;
  psid: string | null;
  departmentId: string | null;
  departmentName: string | null;
  departmentColor: number | null;
}

/** Whether `desk_user as u` may see `conversation as c`, if there is one. */
const maySee = sql`(c.id is null or exists (
  select from department d where d.id = c.department_id and ${seesDepartment}))`;

/** The newest notices of some people; of what somebody may not see any more they are not told. Index `notice_of_user`. */
export async function listNotices(
  db: Db | Tx,
  userIds: readonly string[],
  most: number,
): Promise<NoticeRow[]> {
  if (userIds.length === 0) return [];
  const { rows } = await sql<NoticeRow>`
    select n.id, u.id as user_id, n.kind, n.detail, n.at, n.read_at, c.id as conversation_id, c.number,
      k.name as contact_name, k.psid, d.id as department_id, d.name as department_name, d.color as department_color
    from desk_user u
    cross join lateral (
      select n.* from notice n left join conversation c on c.id = n.conversation_id
      where n.user_id = u.id and ${maySee}
      order by n.at desc, n.id desc limit ${most}
    ) n
    left join conversation c on c.id = n.conversation_id
    left join contact k on k.id = c.contact_id
    left join department d on d.id = n.department_id
    where u.id = any(${userIds}::uuid[])
    order by u.id, n.at desc, n.id desc
  `.execute(db);
  return rows;
}

/** How many of each of these people's notices are not read. Index `notice_unread`. */
export async function countUnread(db: Db | Tx, userIds: readonly string[]): Promise<Map<string, number>> {
  if (userIds.length === 0) return new Map();
  const { rows } = await sql<{ userId: string; count: number }>`
    select u.id as user_id, count(*)::int as count
    from desk_user u join notice n on n.user_id = u.id and n.read_at is null
    left join conversation c on c.id = n.conversation_id
    where u.id = any(${userIds}::uuid[]) and ${maySee}
    group by u.id
  `.execute(db);
  return new Map(rows.map(({ userId, count }) => [userId, count]));
}

/** Notes that somebody has read some of their notices, or all. @returns whether any was not read before. */
export async function noteRead(
  tx: Tx,
  userId: string,
  ids: readonly string[] | null,
  at: Date,
): Promise<boolean> {
  let query = tx
    .updateTable('notice')
    .set({ readAt: at })
    .where('userId', '=', userId)
    .where('readAt', 'is', null);
  if (ids) query = query.where('id', '=', (eb) => eb.fn.any(eb.val(ids)));
  const done = await query.executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/**
 * Who is told of a department: its supervisors, and the administrators; of the default one all supervisors of the whole
 * desk. Who is set for units is told of what belongs to these.
 */
export async function listLeadsOf(
  db: Db | Tx,
  departmentId: string,
): Promise<{ id: string; email: string }[]> {
  const { rows } = await sql<{ id: string; email: string }>`
    select u.id, u.email from desk_user u join department d on d.id = ${departmentId}
    where u.disabled_at is null and (u.role = 'administrator' or (u.role = 'supervisor' and (${isInOwnUnit}
      or (${isOfNoUnit} and (d.is_default or exists (
        select from department_member m where m.department_id = d.id and m.user_id = u.id))))))
    order by u.id
  `.execute(db);
  return rows;
}

/** Of some people those who may sign in and may see a department, with their addresses. */
export async function listWhoSee(
  db: Db | Tx,
  userIds: readonly string[],
  departmentId: string,
): Promise<{ id: string; email: string }[]> {
  if (userIds.length === 0) return [];
  const { rows } = await sql<{ id: string; email: string }>`
    select u.id, u.email from desk_user u join department d on d.id = ${departmentId}
    where u.id = any(${userIds}::uuid[]) and u.disabled_at is null and ${seesDepartment}
    order by u.id
  `.execute(db);
  return rows;
}

/** Forgets notices from before a moment. @returns how many. */
export async function pruneNotices(db: Db, before: Date): Promise<number> {
  const done = await db.deleteFrom('notice').where('at', '<', before).executeTakeFirst();
  return Number(done.numDeletedRows);
}
