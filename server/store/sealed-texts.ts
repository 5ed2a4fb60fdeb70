import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import { rowsOf } from './rows-of.ts';

/** One wording of a message as its author wrote it, before it was masked. */
export interface SealedText {
  messageId: string;
  /** Meta's time of the wording. */
  saidAt: Date;
  sealed: string;
}

const columns = { messageId: 'uuid', saidAt: 'timestamptz', sealed: 'text' } as const;

/** Keeps wordings, each once. */
export async function insertSealedTexts(tx: Tx, texts: readonly SealedText[]): Promise<void> {
  if (texts.length === 0) return;
  await sql`
    insert into sealed_text (message_id, said_at, sealed)
    select "messageId", "saidAt", sealed from ${rowsOf(columns, texts)}
    on conflict do nothing
  `.execute(tx);
}

/** Forgets all wordings of some messages. */
export async function deleteSealedTexts(tx: Tx, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return;
  await tx
    .deleteFrom('sealedText')
    .where('messageId', '=', (eb) => eb.fn.any(eb.val(messageIds)))
    .execute();
}

/** Forgets all of them. @returns how many. */
export async function deleteAllSealedTexts(tx: Tx): Promise<number> {
  const done = await tx.deleteFrom('sealedText').executeTakeFirst();
  return Number(done.numDeletedRows);
}

/** All wordings of some messages, oldest first. */
export async function listSealedTexts(db: Db | Tx, messageIds: readonly string[]): Promise<SealedText[]> {
  if (messageIds.length === 0) return [];
  return db
    .selectFrom('sealedText')
    .selectAll()
    .where('messageId', '=', (eb) => eb.fn.any(eb.val(messageIds)))
    .orderBy('messageId')
    .orderBy('saidAt')
    .execute();
}

/** A message whose original is asked for, and where it stands. */
export async function findMaskedMessage(tx: Tx, id: string) {
  return tx
    .selectFrom('message as m')
    .innerJoin('conversation as c', 'c.id', 'm.conversationId')
    .select(['m.id', 'm.pageId', 'm.contactId', 'm.conversationId', 'm.withheld', 'c.departmentId'])
    .where('m.id', '=', id)
    .executeTakeFirst();
}
