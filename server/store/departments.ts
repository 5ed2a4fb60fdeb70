import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import { isMember } from './sight.ts';

export interface DepartmentRow {
  id: string;
  name: string;
  color: number;
  isDefault: boolean;
  priority: number;
  /** By membership; of the default department everybody is a member without a row. */
  memberIds: string[];
  /** Null: always open. */
  operatingHoursId: string | null;
  /** Before one of its conversations is ended. */
  needsTag: boolean;
  needsComment: boolean;
  /** As in the contract, in the shape of whatever version wrote it. */
  rules: unknown;
}

/** Departments by name; all of them, or those asked for. */
export async function listDepartments(db: Db | Tx, ids?: readonly string[]): Promise<DepartmentRow[]> {
  const { rows } = await sql<DepartmentRow>`
    select d.id, d.name, d.color, d.is_default, d.priority, d.operating_hours_id, d.needs_tag, d.needs_comment, d.rules,
      case when d.is_default
        then array(select u.id from desk_user u where ${isMember} order by u.id)
        else array(select m.user_id from department_member m where m.department_id = d.id order by m.user_id)
      end as member_ids
    from department d
    where ${ids ? sql`d.id = any(${ids}::uuid[])` : sql`true`}
    order by d.name, d.id
  `.execute(db);
  return rows;
}

/** Which of these people are members of one of the departments. */
export async function findMembersOf(
  db: Db | Tx,
  departmentIds: readonly string[],
  userIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select u.id from desk_user u
    where u.id = any(${userIds}::uuid[])
      and exists (select from department d where d.id = any(${departmentIds}::uuid[]) and ${isMember})
  `.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** How many people may take a department's conversations: its members, or everybody; the disabled do not count. */
export async function countServing(
  db: Db | Tx,
  departmentId: string,
): Promise<{ name: string; people: number }> {
  const { rows } = await sql<{ name: string; people: number }>`
    select d.name, count(u.id)::int as people
    from department d
    left join desk_user u on u.disabled_at is null and ${isMember}
    where d.id = ${departmentId}
    group by d.name
  `.execute(db);
  const [row] = rows;
  if (!row) throw new Error('The department of a page is gone.');
  return row;
}

/** Adds a department. @returns false when the name is taken, case and accents aside. */
export async function insertDepartment(
  db: Db | Tx,
  department: {
    id: string;
    name: string;
    color: number;
    priority?: number;
    createdAt: Date;
    operatingHoursId?: string | null;
    needsTag?: boolean | undefined;
    needsComment?: boolean | undefined;
    rules?: string;
  },
): Promise<boolean> {
  const row = await db
    .insertInto('department')
    .values(department)
    .onConflict((conflict) => conflict.expression(sql`pagedesk_fold(name)`).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether another department bears this name, case and accents aside. */
export async function isDepartmentNameTaken(db: Db | Tx, name: string, exceptId: string): Promise<boolean> {
  const row = await db
    .selectFrom('department')
    .select('id')
    .where(sql`pagedesk_fold(name)`, '=', sql<string>`pagedesk_fold(${name})`)
    .where('id', '<>', exceptId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function updateDepartment(
  db: Db | Tx,
  id: string,
  change: {
    name?: string;
    color?: number;
    priority?: number;
    operatingHoursId?: string | null;
    needsTag?: boolean;
    needsComment?: boolean;
    rules?: string;
  },
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await db.updateTable('department').set(change).where('id', '=', id).execute();
}

/** The department's row, locked until the end of the transaction. */
export async function lockDepartment(tx: Tx, id: string) {
  return tx
    .selectFrom('department')
    .select(['id', 'name', 'color', 'isDefault'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Makes exactly these users members. Users that do not exist are passed over. */
export async function setMembersOf(tx: Tx, departmentId: string, userIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('departmentMember').where('departmentId', '=', departmentId).execute();
  await sql`
    insert into department_member (department_id, user_id)
    select ${departmentId}::uuid, u.id from desk_user u where u.id = any(${userIds}::uuid[])
  `.execute(tx);
}

/** What still belongs to a department: pages, conversations of any state, and rules that send to it. */
export async function isDepartmentUsed(db: Db | Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ isUsed: boolean }>`
    select exists (select from page where department_id = ${id})
      or exists (select from conversation where department_id = ${id})
      or exists (select from routing_rule where department_id = ${id})
      or exists (select from routing_rule_share where department_id = ${id})
      or exists (select from routing_rule_set where fallback_department_id = ${id})
      or exists (select from department where rules ->> 'overflowDepartmentId' = ${id}) as is_used
  `.execute(db);
  return rows[0]?.isUsed ?? false;
}

/** Removes a department, also from those to which others hand their conversations. */
export async function deleteDepartment(db: Db | Tx, id: string): Promise<void> {
  await sql`
    update department
    set rules = jsonb_set(rules, '{transfers,departmentIds}', (rules #> '{transfers,departmentIds}') - ${id}::text)
    where rules #> '{transfers,departmentIds}' ? ${id}
  `.execute(db);
  await db.deleteFrom('department').where('id', '=', id).execute();
}

/** Which of these departments exist. */
export async function findDepartments(db: Db | Tx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('department')
    .select('id')
    .where('id', '=', (eb) => eb.fn.any(eb.val(ids)))
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** The one that takes what no other is set for. */
export async function findDefaultDepartment(db: Db | Tx): Promise<string> {
  const row = await db
    .selectFrom('department')
    .select('id')
    .where('isDefault', '=', true)
    .executeTakeFirstOrThrow();
  return row.id;
}

/** What is set for a department, as it is stored; undefined when there is none of this id. */
export async function findDepartmentRules(db: Db | Tx, id: string): Promise<unknown> {
  const row = await db.selectFrom('department').select('rules').where('id', '=', id).executeTakeFirst();
  return row?.rules;
}

/** Ids of the skills somebody has. */
export async function findSkillsOf(db: Db | Tx, userId: string): Promise<Set<string>> {
  const rows = await db.selectFrom('userSkill').select('skillId').where('userId', '=', userId).execute();
  return new Set(rows.map((row) => row.skillId));
}

/** The first of the departments that somebody is a member of, by name; else, for who works everywhere, the default one. */
export async function findHomeDepartment(db: Db | Tx, userId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select d.id from department d
    left join department_member m on m.department_id = d.id and m.user_id = ${userId}
    where m.user_id is not null or d.is_default
    order by m.user_id is null, pagedesk_fold(d.name) limit 1
  `.execute(db);
  return rows[0]?.id ?? null;
}
