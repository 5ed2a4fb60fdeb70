import type { Db, Tx } from './db.ts';

/** Chat channels by name. */
export async function listChatChannels(db: Db | Tx) {
  return db
    .selectFrom('chatChannel')
    .select(['id', 'name', 'createdAt'])
    .orderBy('name')
    .orderBy('id')
    .execute();
}

/** @returns false when one of this name is there, case and accents aside. */
export async function insertChatChannel(
  tx: Tx,
  row: { id: string; name: string; createdAt: Date },
): Promise<boolean> {
  const added = await tx
    .insertInto('chatChannel')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/** @returns false when there is none. @throws a unique violation of `chat_channel_name` when the name is taken. */
export async function renameChatChannel(tx: Tx, id: string, name: string): Promise<boolean> {
  const changed = await tx
    .updateTable('chatChannel')
    .set({ name })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return changed !== undefined;
}

/** @returns its name; undefined when there was none. */
export async function deleteChatChannel(tx: Tx, id: string): Promise<string | undefined> {
  const gone = await tx.deleteFrom('chatChannel').where('id', '=', id).returning('name').executeTakeFirst();
  return gone?.name;
}
