import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** Tags by name: all, or those asked for. */
export async function listTags(db: Db | Tx, ids?: readonly string[]) {
  let query = db.selectFrom('tag').select(['id', 'name', 'color']);
  if (ids) query = query.where('id', '=', (eb) => eb.fn.any(eb.val(ids)));
  return query.orderBy(sql`pagedesk_fold(name)`).execute();
}

/** Adds a tag. @returns false when the name is taken. */
export async function insertTag(
  tx: Tx,
  tag: { id: string; name: string; color: number; createdAt: Date },
): Promise<boolean> {
  const done = await tx
    .insertInto('tag')
    .values(tag)
    .onConflict((conflict) => conflict.expression(sql`pagedesk_fold(name)`).doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** @returns false when there is no such tag. */
export async function updateTag(
  tx: Tx,
  id: string,
  change: { name?: string; color?: number },
): Promise<boolean> {
  if (Object.keys(change).length === 0) return (await listTags(tx, [id])).length > 0;
  const done = await tx.updateTable('tag').set(change).where('id', '=', id).executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Removes a tag, from every conversation too. @returns its name; undefined when there was none. */
export async function deleteTag(tx: Tx, id: string): Promise<string | undefined> {
  const row = await tx.deleteFrom('tag').where('id', '=', id).returning('name').executeTakeFirst();
  return row?.name;
}

/** Puts a tag on a conversation. @returns false when it bears it already. */
export async function addTag(tx: Tx, conversationId: string, tagId: string): Promise<boolean> {
  const done = await tx
    .insertInto('conversationTag')
    .values({ conversationId, tagId })
    .onConflict((conflict) => conflict.columns(['conversationId', 'tagId']).doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Takes a tag off a conversation. @returns false when it did not bear it. */
export async function removeTag(tx: Tx, conversationId: string, tagId: string): Promise<boolean> {
  const done = await tx
    .deleteFrom('conversationTag')
    .where('conversationId', '=', conversationId)
    .where('tagId', '=', tagId)
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}

/** Something of a conversation's row in the list changed. */
export async function renewConversation(
  tx: Tx,
  id: string,
  change: { mode?: 'chat' | 'ticket'; isTouched?: true; priority?: number } = {},
): Promise<void> {
  await tx
    .updateTable('conversation')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}
