import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** What went from one card to another, by id. */
export interface MovedRows {
  contacts: string[];
  conversations: string[];
  notes: string[];
  /** People of a company. */
  members: string[];
}

/** Moves all that hangs on one card to another. @returns what that was. */
export async function moveAll(tx: Tx, from: string, to: string): Promise<MovedRows> {
  const ids = async (statement: ReturnType<typeof sql<{ id: string }>>) =>
    (await statement.execute(tx)).rows.map(({ id }) => id);
  return {
    contacts: await ids(
      sql`update customer_profile set customer_id = ${to} where customer_id = ${from} returning contact_id as id`,
    ),
    conversations: await ids(
      sql`update conversation_customer set customer_id = ${to} where customer_id = ${from} returning conversation_id as id`,
    ),
    notes: await ids(
      sql`update customer_note set customer_id = ${to} where customer_id = ${from} returning id`,
    ),
    members: await ids(sql`update customer set company_id = ${to} where company_id = ${from} returning id`),
  };
}

/** Moves back what is still where it was moved to. */
export async function moveBack(tx: Tx, moved: MovedRows, from: string, to: string): Promise<void> {
  await sql`update customer_profile set customer_id = ${to}
    where customer_id = ${from} and contact_id = any(${moved.contacts}::uuid[])`.execute(tx);
  await sql`update conversation_customer set customer_id = ${to}
    where customer_id = ${from} and conversation_id = any(${moved.conversations}::uuid[])`.execute(tx);
  await sql`update customer_note set customer_id = ${to}
    where customer_id = ${from} and id = any(${moved.notes}::uuid[])`.execute(tx);
  await sql`update customer set company_id = ${to}
    where company_id = ${from} and id = any(${moved.members}::uuid[])`.execute(tx);
}

/** Puts a card away under another one, or takes it out again with null. */
export async function setMergedInto(
  tx: Tx,
  id: string,
  into: { id: string; at: Date } | null,
): Promise<void> {
  await tx
    .updateTable('customer')
    .set({ mergedInto: into?.id ?? null, mergedAt: into?.at ?? null })
    .where('id', '=', id)
    .execute();
}

export async function insertMerge(
  tx: Tx,
  merge: {
    id: string;
    survivorId: string;
    mergedId: string;
    mergedBy: string | null;
    mergedAt: Date;
    moved: object;
  },
): Promise<void> {
  await tx
    .insertInto('customerMerge')
    .values({ ...merge, moved: JSON.stringify(merge.moved) })
    .execute();
}

/** Merges into a card that nobody has undone, the newest first. */
export async function listMerges(db: Db | Tx, survivorId: string, after: Date) {
  return db
    .selectFrom('customerMerge as g')
    .innerJoin('customer as c', 'c.id', 'g.mergedId')
    .leftJoin('deskUser as u', 'u.id', 'g.mergedBy')
    .select(['g.id', 'c.name', 'g.mergedAt', 'g.mergedBy', 'u.name as mergedByName'])
    .where('g.survivorId', '=', survivorId)
    .where('g.undoneAt', 'is', null)
    .where('g.mergedAt', '>', after)
    .orderBy('g.mergedAt', 'desc')
    .orderBy('g.id', 'desc')
    .execute();
}

export async function lockMerge(tx: Tx, id: string) {
  return tx
    .selectFrom('customerMerge')
    .select(['id', 'survivorId', 'mergedId', 'mergedAt', 'undoneAt', 'moved'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function markUndone(tx: Tx, id: string, undone: { by: string | null; at: Date }): Promise<void> {
  await tx
    .updateTable('customerMerge')
    .set({ undoneBy: undone.by, undoneAt: undone.at })
    .where('id', '=', id)
    .execute();
}

/** Deletes cards that were merged before a moment: nobody may take them out any more. */
export async function pruneMerged(db: Db, before: Date): Promise<number> {
  const done = await db.deleteFrom('customer').where('mergedAt', '<', before).executeTakeFirst();
  return Number(done.numDeletedRows);
}
