import { sql } from 'kysely';
import type { Role } from '../../contract/team.ts';
import { rolesWith } from '../../contract/rights.ts';
import type { Db, Tx } from './db.ts';
import { isInOwnUnit, isOfNoUnit, seesDepartment, type DepartmentSight } from './sight.ts';

type PresenceChoice = 'available' | 'busy' | 'do-not-disturb' | 'away' | 'offline';

/** A user with departments (membership only, the default one not listed) and whether a desk of theirs is open. */
export interface UserRow {
  id: string;
  name: string;
  email: string;
  nickname: string | null;
  userName: string | null;
  role: Role;
  presenceChoice: PresenceChoice;
  customPresenceId: string | null;
  customPresenceName: string | null;
  automaticPresence: boolean | null;
  followsLoad: boolean;
  isPresent: boolean;
  departmentIds: string[];
  capacityUnits: number | null;
  mostConversations: number | null;
  ownLimits: { profileId: string; itemLimit: number }[];
  takesChats: boolean;
  takesTickets: boolean;
  inactiveSince: Date | null;
  inactiveUntil: Date | null;
  skillIds: string[];
  unitIds: string[];
  /** The departments that they may see; null: all. */
  seenDepartmentIds: string[] | null;
  disabledAt: Date | null;
  createdAt: Date;
}

/** Whether there is such a user who is not disabled. */
export async function isUser(db: Db | Tx, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('deskUser')
    .select('id')
    .where('id', '=', id)
    .where('disabledAt', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Everybody who leads and is not disabled, with the departments that they may see. */
export async function listLeads(db: Db | Tx): Promise<{ id: string; sight: DepartmentSight }[]> {
  const { rows } = await sql<{ id: string; isOfUnits: boolean; departmentIds: string[] }>`
    select u.id, u.role = 'supervisor' and not ${isOfNoUnit} as is_of_units,
      array(select d.id from department d where ${isInOwnUnit}) as department_ids
    from desk_user u
    where u.role = any(${rolesWith('lead-conversations')}::text[]) and u.disabled_at is null
  `.execute(db);
  return rows.map(({ id, isOfUnits, departmentIds }) => ({ id, sight: isOfUnits ? departmentIds : 'all' }));
}

/** Who may look into conversations by invitation alone, and is not disabled, by name. */
export async function listHelpers(
  db: Db | Tx,
): Promise<{ id: string; name: string; userName: string | null }[]> {
  return db
    .selectFrom('deskUser')
    .select(['id', 'name', 'userName'])
    .where('role', '=', 'helper')
    .where('disabledAt', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

/** Everybody who is not disabled, by what they can be called. */
export async function listNamesakes(
  db: Db | Tx,
): Promise<{ id: string; name: string; userName: string | null; role: Role }[]> {
  return db
    .selectFrom('deskUser')
    .select(['id', 'name', 'userName', 'role'])
    .where('disabledAt', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
}

/** Users by name; all of them, or those asked for. One statement. Desks of dead processes are cleared by the hubs. */
export async function listUsers(db: Db | Tx, ids?: readonly string[]): Promise<UserRow[]> {
  const { rows } = await sql<UserRow>`
    select u.id, u.name, u.email, u.nickname, u.user_name, u.role, u.presence_choice, u.disabled_at, u.created_at,
      u.most_conversations, coalesce((
        select json_agg(json_build_object('profileId', profile_id, 'itemLimit', item_limit) order by profile_id)
        from user_capacity where user_id = u.id
      ), '[]') as own_limits,
      u.capacity_units, u.takes_chats, u.takes_tickets, u.inactive_since, u.inactive_until, u.automatic_presence, u.follows_load,
      cp.id as custom_presence_id, cp.name as custom_presence_name,
      exists (select from desk_socket s where s.user_id = u.id) as is_present,
      array(
        select m.department_id from department_member m where m.user_id = u.id order by m.department_id
      ) as department_ids,
      array(select k.skill_id from user_skill k where k.user_id = u.id order by k.skill_id) as skill_ids,
      array(select s.unit_id from unit_supervisor s where s.user_id = u.id order by s.unit_id) as unit_ids,
      case when u.role = 'administrator' or (u.role = 'supervisor' and ${isOfNoUnit}) then null else
        array(select d.id from department d where ${seesDepartment} order by d.id) end as seen_department_ids
    from desk_user u
    left join custom_presence cp on cp.id = u.custom_presence_id and cp.base = u.presence_choice
    where ${ids ? sql`u.id = any(${ids}::uuid[])` : sql`true`}
    order by u.name, u.id
  `.execute(db);
  return rows;
}

/** A user's name; null when there is no such user. */
export async function findUserName(db: Db | Tx, id: string): Promise<string | null> {
  const row = await db.selectFrom('deskUser').select('name').where('id', '=', id).executeTakeFirst();
  return row?.name ?? null;
}

/** What sign-in needs; e-mail addresses are compared without regard to case. */
export async function findUserByEmail(
  db: Db | Tx,
  email: string,
): Promise<{ id: string; passwordHash: string; disabledAt: Date | null } | undefined> {
  return db
    .selectFrom('deskUser')
    .select(['id', 'passwordHash', 'disabledAt'])
    .where(sql`lower(email)`, '=', email.toLowerCase())
    .executeTakeFirst();
}

/** Adds a user. @returns false when the address is taken. */
export async function insertUser(
  db: Db | Tx,
  user: {
    id: string;
    email: string;
    name: string;
    nickname?: string | null;
    userName?: string | null;
    passwordHash: string;
    role: Role;
    capacityUnits?: number | null;
    automaticPresence?: boolean | null;
    mostConversations?: number | null;
    createdAt: Date;
  },
): Promise<boolean> {
  const row = await db
    .insertInto('deskUser')
    .values({ ...user, disabledAt: null })
    .onConflict((conflict) => conflict.expression(sql`lower(email)`).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function updateUser(
  db: Db | Tx,
  id: string,
  change: {
    name?: string;
    nickname?: string | null;
    userName?: string | null;
    role?: Role;
    passwordHash?: string;
    disabledAt?: Date | null;
    presenceChoice?: PresenceChoice;
    capacityUnits?: number | null;
    takesChats?: boolean;
    takesTickets?: boolean;
    inactiveSince?: Date | null;
    inactiveUntil?: Date | null;
    customPresenceId?: string | null;
    automaticPresence?: boolean | null;
    mostConversations?: number | null;
    followsLoad?: boolean;
  },
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await db.updateTable('deskUser').set(change).where('id', '=', id).execute();
}

/** The user's row, locked until the end of the transaction. */
export async function lockUser(tx: Tx, id: string) {
  return tx
    .selectFrom('deskUser')
    .select([
      'id',
      'name',
      'role',
      'disabledAt',
      'presenceChoice',
      'automaticPresence',
      'customPresenceId',
      'inactiveSince',
      'capacityUnits',
      'passwordHash',
    ])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** How many administrators can sign in, this one left out. */
export async function countOtherAdministrators(db: Db | Tx, id: string): Promise<number> {
  const row = await db
    .selectFrom('deskUser')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('role', '=', 'administrator')
    .where('disabledAt', 'is', null)
    .where('id', '<>', id)
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function hasAdministrator(db: Db | Tx): Promise<boolean> {
  const row = await db
    .selectFrom('deskUser')
    .select('id')
    .where('role', '=', 'administrator')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Makes the user a member of exactly these departments; the default one needs no row. */
export async function setDepartmentsOf(
  tx: Tx,
  userId: string,
  departmentIds: readonly string[],
): Promise<void> {
  await tx.deleteFrom('departmentMember').where('userId', '=', userId).execute();
  await sql`
    insert into department_member (department_id, user_id)
    select d.id, ${userId}::uuid from department d
    where d.id = any(${departmentIds}::uuid[]) and not d.is_default
  `.execute(tx);
}

/** Names by ids, of those who were disabled too. */
export async function findNames(db: Db | Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('deskUser')
    .select(['id', 'name'])
    .where('id', '=', (eb) => eb.fn.any(eb.val(ids)))
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
