import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import type { ServedFile } from './files.ts';

/** The first stored file of a message; a reply has one file in each message. */
export async function findFileOfMessage(db: Db | Tx, messageId: string) {
  return db
    .selectFrom('attachment')
    .select(['id', 'name'])
    .where('messageId', '=', messageId)
    .where('fileId', 'is not', null)
    .orderBy('position')
    .limit(1)
    .executeTakeFirst();
}

export async function insertFileLink(
  tx: Tx,
  link: {
    id: string;
    tokenHash: Buffer;
    attachmentId: string;
    createdBy: string;
    createdAt: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await tx.insertInto('fileLink').values(link).execute();
}

/** The file that a link leads to while it works, and counts that it was opened; undefined when it does not. */
export async function openFileLink(db: Db, tokenHash: Buffer, now: Date): Promise<ServedFile | undefined> {
  const { rows } = await sql<ServedFile>`
    with opened as (
      update file_link set opened_count = opened_count + 1
      where token_hash = ${tokenHash} and revoked_at is null and expires_at > ${now}
      returning attachment_id
    )
    select file.id as file_id, file.sha256, file.size_bytes, file.mime_type, attachment.name
    from opened
    join attachment on attachment.id = opened.attachment_id
    join file on file.id = attachment.file_id
  `.execute(db);
  return rows[0];
}

/** Ends all links to the files of a message. @returns how many worked until now. */
export async function revokeFileLinks(tx: Tx, messageId: string, now: Date): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    update file_link set revoked_at = ${now}
    from attachment
    where attachment.id = file_link.attachment_id and attachment.message_id = ${messageId}
      and file_link.revoked_at is null and file_link.expires_at > ${now}
    returning file_link.id
  `.execute(tx);
  return rows.length;
}

/** What failed stands alone from now on: later parts of the same reply need not wait for it. */
export async function detachFailed(tx: Tx, messageId: string, failure: object): Promise<void> {
  await tx
    .updateTable('message')
    .set((eb) => ({
      failure: JSON.stringify(failure),
      clientId: null,
      partIndex: null,
      partCount: null,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', messageId)
    .execute();
}
