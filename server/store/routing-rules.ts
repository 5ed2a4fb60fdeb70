import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import { rowsOf } from './rows-of.ts';
import { inSight, type DepartmentSight } from './sight.ts';

export interface RoutingRuleRow {
  id: string;
  name: string;
  description: string;
  isOn: boolean;
  /** As in the contract, in the shape of whatever version wrote it. */
  conditions: unknown;
  departmentId: string;
  /** What other departments get of it. */
  split: { departmentId: string; percent: number }[];
  ifUnavailable: 'next-rule' | 'stay';
  skillIds: string[];
  priority: number | null;
}

/** The set of a work stream; one that nobody ever wrote has version 0. Undefined: there is no such stream. */
export async function readRuleSet(db: Db | Tx, workStreamId: string) {
  const set = await db
    .selectFrom('workStream as s')
    .leftJoin('routingRuleSet as r', 'r.workStreamId', 's.id')
    .select(['s.id', 's.name', 's.isDefault', 's.channel', 's.settings', 's.version as streamVersion'])
    .select(['r.fallbackDepartmentId', 'r.changedAt', 'r.changedBy'])
    .select((eb) => eb.fn.coalesce('r.version', sql<number>`0`).as('version'))
    .where('s.id', '=', workStreamId)
    .executeTakeFirst();
  return set && { ...set, rules: await listRules(db, workStreamId) };
}

export type StoredRuleSet = NonNullable<Awaited<ReturnType<typeof readRuleSet>>>;

async function listRules(db: Db | Tx, workStreamId: string): Promise<RoutingRuleRow[]> {
  return db
    .selectFrom('routingRule')
    .select(['id', 'name', 'description', 'isOn', 'conditions', 'departmentId', 'ifUnavailable', 'skillIds'])
    .select('priority')
    .select(
      sql<RoutingRuleRow['split']>`coalesce((
        select jsonb_agg(jsonb_build_object('departmentId', s.department_id, 'percent', s.percent)
          order by s.position)
        from routing_rule_share s where s.rule_id = routing_rule.id
      ), '[]')`.as('split'),
    )
    .where('workStreamId', '=', workStreamId)
    .orderBy('position')
    .execute();
}

/** The set's version, locked until the end of the transaction; 0 when nobody ever wrote one. */
export async function lockRuleSet(tx: Tx, workStreamId: string): Promise<number> {
  // The stream's row is there also while the set's is not: of two who write the first set one waits for the other.
  await tx.selectFrom('workStream').select('id').where('id', '=', workStreamId).forUpdate().execute();
  const set = await tx
    .selectFrom('routingRuleSet')
    .select('version')
    .where('workStreamId', '=', workStreamId)
    .executeTakeFirst();
  return set?.version ?? 0;
}

/** Replaces the whole set under its next version. @throws a violation when a rule's id is another stream's. */
export async function replaceRules(
  tx: Tx,
  set: {
    workStreamId: string;
    fallbackDepartmentId: string | null;
    changedAt: Date;
    changedBy: string | null;
  },
  rules: readonly RoutingRuleRow[],
): Promise<void> {
  const { workStreamId } = set;
  await tx
    .insertInto('routingRuleSet')
    .values({ ...set, version: 1 })
    .onConflict((conflict) =>
      conflict
        .column('workStreamId')
        .doUpdateSet((eb) => ({ ...set, version: eb('routingRuleSet.version', '+', 1) })),
    )
    .execute();
  await tx.deleteFrom('routingRule').where('workStreamId', '=', workStreamId).execute();
  if (rules.length === 0) return;
  await tx
    .insertInto('routingRule')
    .values(
      rules.map(({ split: _split, ...rule }, position) => ({
        ...rule,
        workStreamId,
        position,
        conditions: JSON.stringify(rule.conditions),
      })),
    )
    .execute();
  const shares = rules.flatMap(({ id, split }) =>
    split.map((share, position) => ({ ruleId: id, position, ...share })),
  );
  if (shares.length > 0) await tx.insertInto('routingRuleShare').values(shares).execute();
}

/** Ids of rules among these that belong to another stream. */
export async function findForeignRules(
  tx: Tx,
  workStreamId: string,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await tx
    .selectFrom('routingRule')
    .select('id')
    .where('id', '=', (eb) => eb.fn.any(eb.val(ids)))
    .where('workStreamId', '<>', workStreamId)
    .execute();
  return rows.map((row) => row.id);
}

/** How many conversations in sight each rule of a stream decided since then; under null those that none did. */
export async function countDecided(
  db: Db | Tx,
  workStreamId: string,
  asked: { since: Date; sight: DepartmentSight },
) {
  const { since, sight } = asked;
  const isSeen =
    sight === 'all'
      ? sql`true`
      : sql`exists (select from conversation c where c.id = d.conversation_id and ${inSight(sql`c.department_id`, sight)})`;
  const { rows } = await sql<{ ruleId: string | null; count: number }>`
    select d.detail ->> 'ruleId' as rule_id, count(*)::integer as count
    from assignment_decision d
    where d.kind = 'routing' and d.at >= ${since} and d.detail ->> 'workStreamId' = ${workStreamId} and ${isSeen}
    group by 1
  `.execute(db);
  return rows;
}

/** How many conversations in sight of a stream wait for an agent. */
export async function countQueued(
  db: Db | Tx,
  stream: { id: string; isDefault: boolean },
  sight: DepartmentSight,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from conversation c
    where c.status = 'open' and c.assignee_id is null and ${isOfStream(stream)}
      and ${inSight(sql`c.department_id`, sight)}
  `.execute(db);
  return rows[0]?.count ?? 0;
}

/** What was made before there were streams, or whose stream is gone, is in the default one. */
export function isOfStream({ id, isDefault }: { id: string; isDefault: boolean }) {
  return isDefault
    ? sql<boolean>`(c.work_stream_id = ${id} or c.work_stream_id is null)`
    : sql<boolean>`c.work_stream_id = ${id}`;
}

/** Where conversations go, and what is asked of whoever takes them. */
export interface RoutedConversation {
  conversationId: string;
  departmentId: string;
  /** Null: as it is. */
  priority: number | null;
  skillIds: readonly string[];
  /** Rules wait for the person's profile until then; null: it is decided. */
  routesUntil: Date | null;
}

/** Moves conversations to their departments. They are locked, or not yet to be seen by anybody else. */
export async function moveRouted(tx: Tx, routed: readonly RoutedConversation[], at: Date): Promise<void> {
  if (routed.length === 0) return;
  const rows = routed
    .map((each) => ({ ...each, skills: [...each.skillIds] }))
    .toSorted((a, b) => (a.conversationId < b.conversationId ? -1 : 1));
  await sql`
    update conversation as c
    set department_id = row."departmentId", priority = coalesce(row."priority", c.priority),
      required_skill_ids = array(select jsonb_array_elements_text(row."skills")::uuid),
      moves_at = case when c.department_id <> row."departmentId" then ${at}::timestamptz end,
      routes_until = row."routesUntil", version = c.version + 1
    from ${rowsOf(routedColumns, rows)}
    where c.id = row."conversationId"
  `.execute(tx);
}

const routedColumns = {
  conversationId: 'uuid',
  departmentId: 'uuid',
  priority: 'smallint',
  skills: 'jsonb',
  routesUntil: 'timestamptz',
} as const;

export interface NewRoutingDecision {
  id: string;
  conversationId: string;
  at: Date;
  detail: object;
}

/** Writes down why conversations went where they went. */
export async function insertRoutingDecisions(
  tx: Tx,
  decisions: readonly NewRoutingDecision[],
): Promise<void> {
  if (decisions.length === 0) return;
  await sql`
    insert into assignment_decision (id, conversation_id, kind, at, detail)
    select "id", "conversationId", 'routing', "at", "detail" from ${rowsOf(decisionColumns, decisions)}
  `.execute(tx);
}

const decisionColumns = { id: 'uuid', conversationId: 'uuid', at: 'timestamptz', detail: 'jsonb' } as const;

/** The last decision of the rules about a conversation; undefined when they were never asked. */
export async function findRoutingDecision(db: Db | Tx, conversationId: string) {
  return db
    .selectFrom('assignmentDecision')
    .select(['at', 'detail'])
    .where('conversationId', '=', conversationId)
    .where('kind', '=', 'routing')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The stream of a conversation with the versions of its rules; undefined when there is no such conversation. */
export async function findStreamOf(db: Db | Tx, conversationId: string) {
  const { rows } = await sql<{ id: string; rulesVersion: number; streamVersion: number }>`
    select s.id, s.version as stream_version, coalesce(r.version, 0) as rules_version
    from conversation c
    join work_stream s on s.id = c.work_stream_id or (c.work_stream_id is null and s.is_default)
    left join routing_rule_set r on r.work_stream_id = s.id
    where c.id = ${conversationId}
  `.execute(db);
  return rows[0];
}

/** It does not wait for its rules any more. */
export async function endRouting(tx: Tx, conversationId: string): Promise<void> {
  await tx
    .updateTable('conversation')
    .set((eb) => ({ routesUntil: null, version: eb('version', '+', 1) }))
    .where('id', '=', conversationId)
    .execute();
}

/** Conversations of a person whose rules wait for the profile. Index `conversation_routing`. */
export async function listWaitingForProfile(tx: Tx, contactId: string) {
  return tx
    .selectFrom('conversation')
    .select(['id', 'pageId'])
    .where('contactId', '=', contactId)
    .where('routesUntil', 'is not', null)
    .execute();
}

/** Pages of a stream that have a department of their own and do not put the rules first. */
export async function listPagesPassingBy(
  db: Db | Tx,
  stream: { id: string; isDefault: boolean },
  sight: DepartmentSight,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select p.id from page p join department d on d.id = p.department_id
    where p.removed_at is null and not d.is_default and ${inSight(sql`d.id`, sight)}
      and not coalesce((p.settings -> 'general' ->> 'rulesFirst')::boolean, false)
      and (p.work_stream_id = ${stream.id} or (p.work_stream_id is null and ${stream.isDefault}))
    order by p.name, p.id
  `.execute(db);
  return rows.map((row) => row.id);
}
