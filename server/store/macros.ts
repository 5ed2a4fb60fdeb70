import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** Macros by name: all, or the one. */
export async function listMacros(db: Db | Tx, id?: string) {
  let query = db.selectFrom('macro').select(['id', 'name', 'acts']);
  if (id !== undefined) query = query.where('id', '=', id);
  return query.orderBy(sql`pagedesk_fold(name)`).execute();
}

export async function insertMacro(
  tx: Tx,
  macro: { id: string; name: string; acts: object; createdAt: Date },
): Promise<void> {
  await tx
    .insertInto('macro')
    .values({ ...macro, acts: JSON.stringify(macro.acts) })
    .execute();
}

/** @returns false when there is no such macro. */
export async function updateMacro(
  tx: Tx,
  id: string,
  macro: { name: string; acts: object },
): Promise<boolean> {
  const done = await tx
    .updateTable('macro')
    .set({ name: macro.name, acts: JSON.stringify(macro.acts) })
    .where('id', '=', id)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** @returns its name; undefined when there was none. */
export async function deleteMacro(tx: Tx, id: string): Promise<string | undefined> {
  const row = await tx.deleteFrom('macro').where('id', '=', id).returning('name').executeTakeFirst();
  return row?.name;
}
