import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import { inSight, type DepartmentSight } from './sight.ts';

/** Work streams with the pages in them: the default one first, then by name; all, or those asked for. */
export async function listWorkStreams(db: Db | Tx, ids?: readonly string[]) {
  let query = db
    .selectFrom('workStream as s')
    .select(['s.id', 's.name', 's.channel', 's.isDefault', 's.settings', 's.version'])
    .select(
      sql<string[]>`array(
        select p.id from page p
        where p.removed_at is null and (p.work_stream_id = s.id or (p.work_stream_id is null and s.is_default))
        order by p.name, p.id
      )`.as('pageIds'),
    );
  if (ids) query = query.where('s.id', '=', (eb) => eb.fn.any(eb.val(ids)));
  return query
    .orderBy('s.isDefault', 'desc')
    .orderBy(sql`pagedesk_fold(s.name)`)
    .execute();
}

/** What is set for each work stream. */
export async function listStreamSettings(db: Db | Tx): Promise<unknown[]> {
  const rows = await db.selectFrom('workStream').select('settings').orderBy('id').execute();
  return rows.map((row) => row.settings);
}

/** The names of all work streams. */
export async function listNamesOf(tx: Tx): Promise<string[]> {
  const rows = await tx.selectFrom('workStream').select('name').execute();
  return rows.map((row) => row.name);
}

/** The stream's row; undefined when there is none. */
export async function findWorkStream(db: Db | Tx, id: string) {
  return db.selectFrom('workStream').select(['id', 'isDefault']).where('id', '=', id).executeTakeFirst();
}

/** The same, locked until the end of the transaction. */
export async function lockWorkStream(tx: Tx, id: string) {
  return tx
    .selectFrom('workStream')
    .select(['id', 'name', 'isDefault', 'settings', 'version'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** @throws a violation of `work_stream_name` when the name is taken. */
export async function insertWorkStream(
  tx: Tx,
  stream: { id: string; name: string; channel: 'facebook'; settings: unknown; createdAt: Date },
): Promise<void> {
  await tx
    .insertInto('workStream')
    .values({ ...stream, settings: JSON.stringify(stream.settings) })
    .execute();
}

/** Under its next version. @throws a violation of `work_stream_name` when the name is taken. */
export async function updateWorkStream(
  tx: Tx,
  id: string,
  change: { name: string; settings: unknown },
): Promise<void> {
  await tx
    .updateTable('workStream')
    .set((eb) => ({
      name: change.name,
      settings: JSON.stringify(change.settings),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute();
}

/** What was in it follows the default one from now on. @returns ids of the pages that were. */
export async function deleteWorkStream(tx: Tx, id: string): Promise<{ id: string; departmentId: string }[]> {
  const pages = await tx
    .updateTable('page')
    .set({ workStreamId: null })
    .where('workStreamId', '=', id)
    .returning(['id', 'departmentId'])
    .execute();
  await tx
    .updateTable('conversation')
    .set((eb) => ({
      workStreamId: eb.selectFrom('workStream').select('id').where('isDefault', '=', true),
    }))
    .where('workStreamId', '=', id)
    .execute();
  await tx.deleteFrom('workStream').where('id', '=', id).execute();
  return pages;
}

/** How many conversations of a stream are not closed, in the departments in sight. */
export async function countLiveOf(db: Db | Tx, id: string, sight: DepartmentSight): Promise<number> {
  const row = await db
    .selectFrom('conversation')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('workStreamId', '=', id)
    .where('status', '<>', 'closed')
    .where(inSight(sql`department_id`, sight))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Skills by name; all, or those asked for. */
export async function listSkills(db: Db | Tx, ids?: readonly string[]) {
  let query = db.selectFrom('skill').select(['id', 'name']);
  if (ids) query = query.where('id', '=', (eb) => eb.fn.any(eb.val(ids)));
  return query.orderBy(sql`pagedesk_fold(name)`).execute();
}

/** @throws a violation of `skill_name` when the name is taken. */
export async function insertSkill(
  tx: Tx,
  skill: { id: string; name: string; createdAt: Date },
): Promise<void> {
  await tx.insertInto('skill').values(skill).execute();
}

/** @returns false when there is no such skill. @throws a violation of `skill_name` when the name is taken. */
export async function renameSkill(tx: Tx, id: string, name: string): Promise<boolean> {
  const done = await tx.updateTable('skill').set({ name }).where('id', '=', id).executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/**
 * Removes a skill from everybody who has it, and from every stream, department and waiting conversation that asks for it:
 * else nobody could ever serve these. @returns its name; undefined when there was none.
 */
export async function deleteSkill(tx: Tx, id: string): Promise<string | undefined> {
  const row = await tx.deleteFrom('skill').where('id', '=', id).returning('name').executeTakeFirst();
  if (!row) return undefined;
  for (const field of ['requiredSkillIds', 'preferredSkillIds']) {
    await sql`
      update work_stream
      set settings = jsonb_set(settings, array[${field}], (settings -> ${field}) - ${id}), version = version + 1
      where settings -> ${field} ? ${id}
    `.execute(tx);
  }
  await sql`
    with asking as (
      update routing_rule set skill_ids = array_remove(skill_ids, ${id}::uuid) where ${id}::uuid = any(skill_ids)
      returning work_stream_id
    )
    update routing_rule_set set version = version + 1 where work_stream_id in (select work_stream_id from asking)
  `.execute(tx);
  await sql`
    update department
    set rules = jsonb_set(rules, '{transfers,skillIds}', (rules #> '{transfers,skillIds}') - ${id}::text)
    where rules #> '{transfers,skillIds}' ? ${id}
  `.execute(tx);
  await sql`
    update conversation set required_skill_ids = array_remove(required_skill_ids, ${id}::uuid)
    where status <> 'closed' and ${id}::uuid = any(required_skill_ids)
  `.execute(tx);
  return row.name;
}

/** Gives a user exactly these skills; those that do not exist are passed over. */
export async function setSkillsOf(tx: Tx, userId: string, skillIds: readonly string[]): Promise<void> {
  await tx.deleteFrom('userSkill').where('userId', '=', userId).execute();
  await sql`
    insert into user_skill (user_id, skill_id)
    select ${userId}::uuid, s.id from skill s where s.id = any(${skillIds}::uuid[])
  `.execute(tx);
}

/**
 * To which departments in sight the conversations of work streams may come: by a page of theirs, by the rules that are
 * on, or because one that is not closed is there. The default department first, then by name.
 */
export async function listDepartmentsOfStreams(db: Db | Tx, sight: DepartmentSight) {
  const { rows } = await sql<{ workStreamId: string; id: string; name: string; color: number }>`
    select s.id as work_stream_id, d.id, d.name, d.color
    from work_stream s
    cross join lateral (
      select p.department_id from page p
      where p.removed_at is null and (p.work_stream_id = s.id or (p.work_stream_id is null and s.is_default))
      union
      select r.fallback_department_id from routing_rule_set r where r.work_stream_id = s.id
      union
      select r.department_id from routing_rule r where r.work_stream_id = s.id and r.is_on
      union
      select share.department_id from routing_rule r join routing_rule_share share on share.rule_id = r.id
      where r.work_stream_id = s.id and r.is_on
      union
      select c.department_id from conversation c where c.work_stream_id = s.id and c.status <> 'closed'
    ) as there
    join department d on d.id = there.department_id
    where ${inSight(sql`d.id`, sight)}
    order by d.is_default desc, pagedesk_fold(d.name)
  `.execute(db);
  return rows;
}
