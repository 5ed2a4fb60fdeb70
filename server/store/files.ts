import { sql, type Selectable } from 'kysely';
import type { Db, Tx } from './db.ts';
import type { FileTable } from './tables.ts';

export type FileRow = Selectable<FileTable>;

/** A file as it is served: where its bytes are, what they are, and what it is called. */
export interface ServedFile {
  fileId: string;
  sha256: Buffer;
  sizeBytes: number;
  mimeType: string;
  name: string | null;
}

/** Writes the row of a content; the same content again answers the row that is there. */
export async function insertFile(db: Db | Tx, file: FileRow): Promise<FileRow> {
  return (
    db
      .insertInto('file')
      .values(file)
      // An update that changes nothing, so that the row comes back.
      .onConflict((conflict) => conflict.column('sha256').doUpdateSet({ sha256: file.sha256 }))
      .returningAll()
      .executeTakeFirstOrThrow()
  );
}

export async function insertUpload(
  db: Db | Tx,
  upload: {
    id: string;
    userId: string;
    fileId: string;
    name: string;
    extension: string | null;
    createdAt: Date;
  },
): Promise<void> {
  await db.insertInto('upload').values(upload).execute();
}

/** Uploads of one user among these ids, with their files; what is not theirs is absent. */
export async function findUploads(db: Db | Tx, userId: string, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return db
    .selectFrom('upload')
    .innerJoin('file', 'file.id', 'upload.fileId')
    .select([
      'upload.id',
      'upload.name',
      'upload.extension',
      'upload.fileId',
      'file.sha256',
      'file.sizeBytes',
      'file.mimeType',
      'file.width',
      'file.height',
    ])
    .where('upload.userId', '=', userId)
    .where('upload.id', 'in', ids)
    .execute();
}

/** The stored bytes of an attachment, and the department that may see it; undefined when there are none. */
export async function findAttachmentFile(db: Db | Tx, attachmentId: string) {
  return db
    .selectFrom('attachment')
    .innerJoin('conversation', 'conversation.id', 'attachment.conversationId')
    .innerJoin('message', 'message.id', 'attachment.messageId')
    .innerJoin('file', 'file.id', 'attachment.fileId')
    .select([
      'file.id as fileId',
      'file.sha256',
      'file.sizeBytes',
      'file.mimeType',
      'attachment.name',
      'conversation.id as conversationId',
      'conversation.departmentId',
    ])
    .where('attachment.id', '=', attachmentId)
    .where('message.withheld', '=', false)
    .executeTakeFirst();
}

/** A person's picture, and the conversations in which one meets them: also those of others in which they spoke in public. */
export async function findContactPicture(db: Db | Tx, contactId: string) {
  const { rows } = await sql<{
    fileId: string;
    sha256: Buffer;
    sizeBytes: number;
    mimeType: string;
    conversations: { id: string; departmentId: string }[] | null;
  }>`
    select file.id as file_id, file.sha256, file.size_bytes, file.mime_type,
      (
        select jsonb_agg(jsonb_build_object('id', v.id, 'departmentId', v.department_id))
        from conversation v
        where v.contact_id = contact.id or v.id in (
          select m.conversation_id from message m
          where m.contact_id = contact.id and (m.mid like 'comment:%' or m.mid like 'post:%')
        )
      ) as conversations
    from contact join file on file.id = contact.picture_file_id
    where contact.id = ${contactId}
  `.execute(db);
  return rows[0];
}
