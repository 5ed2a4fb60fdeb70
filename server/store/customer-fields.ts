import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import type { CustomerFieldTable } from './tables.ts';

export async function listFields(db: Db | Tx) {
  return db
    .selectFrom('customerField')
    .select(['id', 'name', 'appliesTo', 'type', 'choices'])
    .orderBy(sql`pagedesk_fold(name)`)
    .execute();
}

/** @returns false when the name is taken. */
export async function insertField(
  tx: Tx,
  field: Pick<CustomerFieldTable, 'id' | 'name' | 'appliesTo' | 'type' | 'createdAt'> & {
    choices: readonly string[];
  },
): Promise<boolean> {
  const done = await tx
    .insertInto('customerField')
    .values(field)
    .onConflict((conflict) => conflict.expression(sql`pagedesk_fold(name)`).doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function updateField(
  tx: Tx,
  id: string,
  change: { name?: string; appliesTo?: CustomerFieldTable['appliesTo']; choices?: readonly string[] },
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await tx.updateTable('customerField').set(change).where('id', '=', id).execute();
}

/** Deletes a field with what was written in it on any card. @returns its name; undefined when there was none. */
export async function deleteField(tx: Tx, id: string): Promise<string | undefined> {
  const row = await tx.deleteFrom('customerField').where('id', '=', id).returning('name').executeTakeFirst();
  if (!row) return undefined;
  await sql`
    update customer set fields = fields - ${id}::text, version = version + 1 where fields ? ${id}::text
  `.execute(tx);
  await sql`
    update customer_merge set moved = moved #- ${[`before`, 'fields', id]}::text[] #- ${[`after`, 'fields', id]}::text[]
  `.execute(tx);
  return row.name;
}
