import { sql, type RawBuilder } from 'kysely';
import { groupBy } from '../kit/group-by.ts';
import type { Db, Tx } from './db.ts';
import { rowsOf } from './rows-of.ts';
import { seesDepartment } from './sight.ts';

export interface MemberRow {
  departmentId: string;
  departmentPriority: number;
  id: string;
  name: string;
  presenceChoice: 'available' | 'busy' | 'do-not-disturb' | 'away' | 'offline';
  followsLoad: boolean;
  isPresent: boolean;
  isInactive: boolean;
  takesChats: boolean;
  takesTickets: boolean;
  capacityUnits: number | null;
  mostConversations: number | null;
  departmentMost: number | null;
  skillIds: string[];
  lastGivenAt: Date | null;
  turnAt: Date | null;
  givenCount: number;
}

/** Rows as lists of their columns, each as `json_agg` makes it: null where there are no rows. */
type Columns<Row> = { [Name in keyof Row]: Row[Name][] | null };

type Person = Omit<
  MemberRow,
  | 'departmentId'
  | 'departmentPriority'
  | 'departmentMost'
  | 'isPresent'
  | 'skillIds'
  | 'lastGivenAt'
  | 'turnAt'
  | 'givenCount'
> & {
  isAgent: boolean;
  /** Of the departments asked for, those whose conversations a supervisor may not see. */
  unseen: string[] | null;
  lastGivenMs: number | null;
};

interface MembersRead {
  departments: Columns<{ id: string; priority: number; isDefault: boolean; most: number | null }>;
  listed: Columns<{ departmentId: string; userId: string }>;
  turns: Columns<{ departmentId: string; userId: string; lastGivenMs: number; givenCount: number }>;
  skills: Columns<{ userId: string; skillId: string }>;
  people: Columns<Person>;
  present: string[] | null;
}

/** Who works in these departments, whether they are there or not. In the default one: every agent. */
export async function readMembers(db: Db | Tx, departmentIds: readonly string[]): Promise<MemberRow[]> {
  // Each table alone, as lists of its columns: with a thousand members joining them and making an object of each took
  // 12 ms, this takes 3 (2026-11-26).
  const asked = sql`any(${departmentIds}::uuid[])`;
  const { rows } = await sql<MembersRead>`
    select (
      select json_build_object('id', json_agg(id), 'priority', json_agg(priority), 'isDefault', json_agg(is_default),
        'most', json_agg((rules ->> 'mostConversations')::int))
      from department where id = ${asked}
    ) as departments, (
      select json_build_object('departmentId', json_agg(department_id), 'userId', json_agg(user_id))
      from department_member where department_id = ${asked}
    ) as listed, (
      select json_build_object('departmentId', json_agg(department_id), 'userId', json_agg(user_id),
        'lastGivenMs', json_agg(extract(epoch from last_given_at) * 1000), 'givenCount', json_agg(given_count))
      from department_turn where department_id = ${asked}
    ) as turns, (
      select json_build_object('userId', json_agg(user_id), 'skillId', json_agg(skill_id)) from user_skill
    ) as skills, (
      select json_build_object('id', json_agg(u.id), 'name', json_agg(u.name), 'isAgent', json_agg(u.role = 'agent'),
        'unseen', json_agg(case when u.role = 'supervisor' then
          array(select d.id from department d where d.id = ${asked} and not (${seesDepartment})) end),
        'presenceChoice', json_agg(u.presence_choice), 'followsLoad', json_agg(u.follows_load),
        'isInactive', json_agg(u.inactive_since is not null), 'takesChats', json_agg(u.takes_chats),
        'takesTickets', json_agg(u.takes_tickets), 'capacityUnits', json_agg(u.capacity_units),
        'mostConversations', json_agg(u.most_conversations),
        'lastGivenMs', json_agg(extract(epoch from u.last_given_at) * 1000))
      from desk_user u
      where u.disabled_at is null and (u.id in (select user_id from department_member where department_id = ${asked})
        or u.role = 'agent' and exists (select from department where is_default and id = ${asked}))
    ) as people,
    (select json_agg(user_id) from desk_socket) as present
  `.execute(db);
  return rows[0] ? membersOf(rows[0]) : [];
}

function membersOf({ departments, listed, turns, skills, people, present }: MembersRead): MemberRow[] {
  const here = new Set(present);
  const skillsOf = groupBy(rowsOfColumns(skills), ({ userId }) => userId);
  const pairOf = (departmentId: string, userId: string) => departmentId + userId;
  const isListed = new Set(rowsOfColumns(listed).map((row) => pairOf(row.departmentId, row.userId)));
  const turnOf = new Map(rowsOfColumns(turns).map((row) => [pairOf(row.departmentId, row.userId), row]));
  const rows: MemberRow[] = [];
  for (const department of rowsOfColumns(departments)) {
    for (const person of rowsOfColumns(people)) {
      const pair = pairOf(department.id, person.id);
      if (!isListed.has(pair) && !(department.isDefault && person.isAgent)) continue;
      if (person.unseen?.includes(department.id)) continue;
      const turn = turnOf.get(pair);
      rows.push({
        departmentId: department.id,
        departmentPriority: department.priority,
        departmentMost: department.most,
        id: person.id,
        name: person.name,
        presenceChoice: person.presenceChoice,
        followsLoad: person.followsLoad,
        isPresent: here.has(person.id),
        isInactive: person.isInactive,
        takesChats: person.takesChats,
        takesTickets: person.takesTickets,
        capacityUnits: person.capacityUnits,
        mostConversations: person.mostConversations,
        skillIds: skillsOf.get(person.id)?.map(({ skillId }) => skillId) ?? [],
        lastGivenAt: person.lastGivenMs === null ? null : new Date(person.lastGivenMs),
        turnAt: turn ? new Date(turn.lastGivenMs) : null,
        givenCount: turn?.givenCount ?? 0,
      });
    }
  }
  return rows;
}

function rowsOfColumns<Row extends object>(columns: Columns<Row>): Row[] {
  const lists = Object.entries<unknown[] | null>(columns);
  return (lists[0]?.[1] ?? []).map((_, at) => {
    const row: Record<string, unknown> = {};
    for (const [name, list] of lists) row[name] = list?.[at];
    return row as Row;
  });
}

/** The departments that some people work in, with how many conversations of each they may have at once; null: no limit. */
export async function readDepartmentsOfPeople(db: Db | Tx, userIds: readonly string[]) {
  if (userIds.length === 0) return [];
  const { rows } = await sql<{ userId: string; departmentId: string; departmentMost: number | null }>`
    select u.id as user_id, d.id as department_id, (d.rules ->> 'mostConversations')::int as department_most
    from desk_user u
    join department d on (d.is_default and u.role = 'agent')
      or exists (select from department_member m where m.department_id = d.id and m.user_id = u.id)
    where u.id = any(${userIds}::uuid[])
  `.execute(db);
  return rows;
}

export interface LoadRow {
  userId: string;
  workStreamId: string | null;
  count: number;
  units: number;
}

/** Streams in which a conversation takes no units where nothing happened in it since a time. */
export interface IdleSince {
  workStreamId: string;
  before: Date;
}

/**
 * What some people have in hand, and what is offered to them, by work stream. Indexes `conversation_in_hand`,
 * `offer_of_user`.
 */
export async function readLoads(
  db: Db | Tx,
  userIds: readonly string[],
  idle: readonly IdleSince[] = [],
): Promise<LoadRow[]> {
  return userIds.length === 0 ? [] : loadsOf(db, sql`= any(${userIds}::uuid[])`, idle);
}

/** The same of everybody who is there. */
export async function readLoadsOfPresent(db: Db | Tx, idle: readonly IdleSince[] = []): Promise<LoadRow[]> {
  // An array, not a join: a plan kept from a quieter hour looks up the socket of each conversation in hand.
  return loadsOf(db, sql`= any(array(select user_id from desk_socket))`, idle);
}

async function loadsOf(
  db: Db | Tx,
  isOneOfThem: RawBuilder<unknown>,
  idle: readonly IdleSince[],
): Promise<LoadRow[]> {
  const units =
    idle.length === 0
      ? sql`sum(units)::int`
      : sql`coalesce(sum(units) filter (where not exists (
          select from ${rowsOf({ workStreamId: 'uuid', before: 'timestamptz' }, idle)}
          where row."workStreamId" = work_stream_id and last_activity_at < row."before" and status = 'active'
        )), 0)::int`;
  const { rows } = await sql<{ loads: Columns<LoadRow> }>`
    select json_build_object('userId', json_agg(user_id), 'workStreamId', json_agg(work_stream_id),
      'count', json_agg(count), 'units', json_agg(units)) as loads
    from (
      select assignee_id as user_id, work_stream_id, count(*)::int as count, ${units} as units
      from conversation
      where assignee_id ${isOneOfThem} and status in ('active', 'wrapup')
      group by assignee_id, work_stream_id
      union all
      select o.user_id, c.work_stream_id, count(*)::int, sum(o.units)::int
      from offer o join conversation c on c.id = o.conversation_id
      where o.user_id ${isOneOfThem} and o.state = 'offered'
      group by o.user_id, c.work_stream_id
    ) as load
  `.execute(db);
  return rows[0] ? rowsOfColumns(rows[0].loads) : [];
}
