import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** Macros in their order: all, or the one. */
export async function listMacros(db: Db | Tx, id?: string) {
  let query = db.selectFrom('macro').select(['id', 'name', 'steps']);
  if (id !== undefined) query = query.where('id', '=', id);
  return query.orderBy('position').orderBy('id').execute();
}

/** Names of macros in which an id stands. */
export async function listMacrosNaming(db: Db | Tx, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom('macro')
    .select('name')
    .where(sql<boolean>`position(${id}::text in steps::text) > 0`)
    .orderBy('position')
    .execute();
  return rows.map(({ name }) => name);
}

/** Adds a macro behind all others. */
export async function insertMacro(
  tx: Tx,
  { steps, ...macro }: { id: string; name: string; steps: readonly object[]; createdAt: Date },
): Promise<void> {
  await tx
    .insertInto('macro')
    .values((eb) => ({
      ...macro,
      steps: JSON.stringify(steps),
      position: eb
        .selectFrom('macro')
        .select((of) => sql<number>`coalesce(${of.fn.max('position')}, 0) + 1`.as('next')),
    }))
    .execute();
}

/** @returns false when there is no such macro. */
export async function updateMacro(
  tx: Tx,
  id: string,
  macro: { name: string; steps: readonly object[] },
): Promise<boolean> {
  const done = await tx
    .updateTable('macro')
    .set({ name: macro.name, steps: JSON.stringify(macro.steps) })
    .where('id', '=', id)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** @returns its name; undefined when there was none. */
export async function deleteMacro(tx: Tx, id: string): Promise<string | undefined> {
  const row = await tx.deleteFrom('macro').where('id', '=', id).returning('name').executeTakeFirst();
  return row?.name;
}

/** Ids of all macros in their order, locked. */
export async function lockMacroOrder(tx: Tx): Promise<string[]> {
  const rows = await tx
    .selectFrom('macro')
    .select('id')
    .orderBy('position')
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map(({ id }) => id);
}

export async function orderMacros(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`
    update macro m set position = o.place
    from unnest(${ids}::uuid[]) with ordinality as o (id, place) where o.id = m.id
  `.execute(tx);
}
