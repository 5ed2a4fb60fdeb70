import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** What closed: whose desk, and which conversation it had open. */
export interface ClosedDesk {
  userId: string;
  viewing: string | null;
}

/** One open desk, as its process knows it. */
export interface OpenDeskRow {
  id: string;
  processId: string;
  userId: string;
  viewing: string | null;
  openedAt: Date;
}

/** Writes open desks down; those that are there stay as they are. @returns the users of those that were missing. */
export async function insertDesks(db: Db | Tx, desks: readonly OpenDeskRow[]): Promise<string[]> {
  if (desks.length === 0) return [];
  const rows = await db
    .insertInto('deskSocket')
    .values(desks.map((desk) => ({ ...desk })))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('userId')
    .execute();
  return rows.map((row) => row.userId);
}

export async function deleteDesk(db: Db | Tx, id: string): Promise<ClosedDesk | undefined> {
  return db.deleteFrom('deskSocket').where('id', '=', id).returning(['userId', 'viewing']).executeTakeFirst();
}

/** Closes every desk of one process, as when it stops. */
export async function deleteDesksOfProcess(db: Db | Tx, processId: string): Promise<ClosedDesk[]> {
  return db
    .deleteFrom('deskSocket')
    .where('processId', '=', processId)
    .returning(['userId', 'viewing'])
    .execute();
}

/** Closes the desks of other processes that were not heard of since a moment. */
export async function deleteDeadDesks(
  db: Db | Tx,
  seenBefore: Date,
  ownProcessId: string,
): Promise<ClosedDesk[]> {
  const { rows } = await sql<ClosedDesk>`
    delete from desk_socket s
    using process p
    where p.id = s.process_id and p.seen_at < ${seenBefore} and p.id <> ${ownProcessId}
    returning s.user_id, s.viewing
  `.execute(db);
  return rows;
}

/** These people have a desk open again. */
export async function noteHere(db: Db | Tx, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  await sql`
    update desk_user set left_at = null where id = any(${userIds}::uuid[]) and left_at is not null
  `.execute(db);
}

/** Those of them whose last desk it was are gone since now. */
export async function noteLeft(db: Db | Tx, userIds: readonly string[], at: Date): Promise<void> {
  if (userIds.length === 0) return;
  await sql`
    update desk_user u set left_at = ${at}
    where u.id = any(${userIds}::uuid[]) and not exists (select from desk_socket s where s.user_id = u.id)
  `.execute(db);
}

/** Notes what a desk has open. @returns what it had open before; undefined when the desk is gone. */
export async function setViewing(
  tx: Tx,
  id: string,
  viewing: string | null,
): Promise<{ before: string | null } | undefined> {
  const row = await tx
    .selectFrom('deskSocket')
    .select('viewing')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return undefined;
  await tx.updateTable('deskSocket').set({ viewing }).where('id', '=', id).execute();
  return { before: row.viewing };
}
