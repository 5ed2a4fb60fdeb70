import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import { inSight, type DepartmentSight } from './sight.ts';

/** Whether note `n` may be read: taken on the card, in a department in sight, or in a conversation that is there now. */
export function isNoteInSight(sight: DepartmentSight) {
  return sql<boolean>`(n.department_id is null or ${inSight(sql`n.department_id`, sight)} or exists (
    select from conversation c where c.id = n.conversation_id and ${inSight(sql`c.department_id`, sight)}))`;
}

/** Notes of a customer that are in sight, or those of a contact that is nobody's yet; newest first, at most 200. */
export async function listNotes(
  db: Db | Tx,
  of: { customerId: string } | { contactId: string },
  sight: DepartmentSight,
) {
  let query = db
    .selectFrom('customerNote as n')
    .leftJoin('deskUser as u', 'u.id', 'n.authorId')
    .leftJoin('department as d', 'd.id', 'n.departmentId')
    .where(isNoteInSight(sight))
    .select(['n.departmentId', 'd.name as departmentName', 'd.color as departmentColor'])
    .select(['n.id', 'n.text', 'n.authorId', 'u.name as authorName', 'n.at', 'n.editedAt']);
  query =
    'customerId' in of
      ? query.where('n.customerId', '=', of.customerId)
      : query.where('n.contactId', '=', of.contactId).where('n.customerId', 'is', null);
  return query.orderBy('n.at', 'desc').orderBy('n.id', 'desc').limit(200).execute();
}

export async function insertNote(
  tx: Tx,
  note: {
    id: string;
    customerId: string | null;
    contactId: string | null;
    /** Where it is taken; null: on the card. */
    departmentId: string | null;
    conversationId: string | null;
    text: string;
    authorId: string | null;
    at: Date;
  },
): Promise<void> {
  await tx.insertInto('customerNote').values(note).execute();
}

/** A note that is in sight, locked. */
export async function lockNote(tx: Tx, id: string, sight: DepartmentSight) {
  return tx
    .selectFrom('customerNote as n')
    .select(['n.id', 'n.customerId', 'n.contactId', 'n.authorId'])
    .where('n.id', '=', id)
    .where(isNoteInSight(sight))
    .forUpdate('n')
    .executeTakeFirst();
}

export async function updateNote(
  tx: Tx,
  id: string,
  change: { text: string; editedAt: Date },
): Promise<void> {
  await tx.updateTable('customerNote').set(change).where('id', '=', id).execute();
}

export async function deleteNote(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('customerNote').where('id', '=', id).execute();
}

/** What was noted of contacts before anybody knew who they are goes with them to a customer. */
export async function bringNotes(
  tx: Tx,
  contactIds: readonly string[],
  customerId: string | null,
): Promise<void> {
  await tx
    .updateTable('customerNote')
    .set({ customerId })
    .where('contactId', '=', (eb) => eb.fn.any(eb.val(contactIds)))
    .execute();
}

/**
 * Deletes what was noted of a page's contacts before a moment, at most so many; of people who are held nothing. What
 * stands on a card and was never a profile's is the house's own, and no page's.
 * @returns whose notes went.
 */
export async function deleteOldNotes(
  tx: Tx,
  pageId: string,
  before: Date,
  limit: number,
): Promise<{ contactId: string; customerId: string | null }[]> {
  const { rows } = await sql<{ contactId: string; customerId: string | null }>`
    delete from customer_note where id in (
      select n.id from customer_note n join contact k on k.id = n.contact_id
      where k.page_id = ${pageId} and n.at < ${before} and k.held_at is null
      limit ${limit}
    )
    returning contact_id, customer_id
  `.execute(tx);
  return rows;
}
