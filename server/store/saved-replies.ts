import { sql, type RawBuilder } from 'kysely';
import type { Db, Tx } from './db.ts';
import { isUniqueViolation } from './violations.ts';

/** A saved reply with its files, as people see it. */
export interface SavedReplyRow {
  id: string;
  version: number;
  title: string;
  shortcut: string | null;
  scope: 'everyone' | 'department' | 'private';
  departmentId: string | null;
  departmentName: string | null;
  departmentColor: number | null;
  ownerId: string | null;
  ownerName: string | null;
  /** As in the contract. */
  variants: unknown;
  files: SavedFileRow[] | null;
  updatedAt: Date;
}

export interface SavedFileRow {
  id: string;
  fileId: string;
  name: string;
  extension: string | null;
  sizeBytes: number;
  mimeType: string;
  width: number | null;
  height: number | null;
}

/** Who asks: what they may see follows from it. */
export interface SavedReplySight {
  userId: string | null;
  departments: 'all' | readonly string[];
}

function inSight({ userId, departments }: SavedReplySight): RawBuilder<unknown> {
  return sql`(
    r.scope = 'everyone'
    or (r.scope = 'private' and r.owner_id = ${userId}::uuid)
    or (r.scope = 'department' and ${departments === 'all' ? sql`true` : sql`r.department_id = any(${departments}::uuid[])`})
  )`;
}

/** Saved replies in sight, by title. */
export async function listSavedReplies(
  db: Db | Tx,
  sight: SavedReplySight,
  id: string | null = null,
): Promise<SavedReplyRow[]> {
  const { rows } = await sql<SavedReplyRow>`
    select r.id, r.version, r.title, r.shortcut, r.scope, r.department_id, d.name as department_name,
      d.color as department_color, r.owner_id, u.name as owner_name, r.variants, r.updated_at,
      (
        select jsonb_agg(jsonb_build_object('id', s.id, 'fileId', s.file_id, 'name', s.name, 'extension', s.extension,
          'sizeBytes', f.size_bytes, 'mimeType', f.mime_type, 'width', f.width, 'height', f.height) order by s.position, s.id)
        from saved_reply_file s join file f on f.id = s.file_id
        where s.saved_reply_id = r.id
      ) as files
    from saved_reply r
    left join department d on d.id = r.department_id
    left join desk_user u on u.id = r.owner_id
    where ${inSight(sight)} and ${id === null ? sql`true` : sql`r.id = ${id}::uuid`}
    order by pagedesk_fold(r.title), r.id
  `.execute(db);
  return rows;
}

export interface SavedReplyContent {
  title: string;
  shortcut: string | null;
  scope: SavedReplyRow['scope'];
  departmentId: string | null;
  ownerId: string | null;
  /** As JSON text. */
  variants: string;
  updatedBy: string | null;
  updatedAt: Date;
}

/** Adds a saved reply. @returns false when its shortcut is taken where it would be seen. */
export async function insertSavedReply(
  tx: Tx,
  reply: SavedReplyContent & { id: string; createdAt: Date },
): Promise<boolean> {
  const row = await tx
    .insertInto('savedReply')
    .values(reply)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Changes a saved reply that still has the version. @returns what stood in the way, or null. */
export async function updateSavedReply(
  tx: Tx,
  at: { id: string; version: number },
  content: SavedReplyContent,
): Promise<'changed-meanwhile' | 'shortcut-taken' | null> {
  try {
    const done = await tx
      .updateTable('savedReply')
      .set((eb) => ({ ...content, version: eb('version', '+', 1) }))
      .where('id', '=', at.id)
      .where('version', '=', at.version)
      .executeTakeFirst();
    return done.numUpdatedRows > 0n ? null : 'changed-meanwhile';
  } catch (error) {
    if (isUniqueViolation(error, 'saved_reply_shortcut')) return 'shortcut-taken';
    throw error;
  }
}

export async function deleteSavedReply(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('savedReply').where('id', '=', id).execute();
}

/** Makes these the files of a saved reply, in their order. */
export async function replaceSavedFiles(
  tx: Tx,
  savedReplyId: string,
  files: readonly { id: string; fileId: string; name: string; extension: string | null }[],
): Promise<void> {
  await tx.deleteFrom('savedReplyFile').where('savedReplyId', '=', savedReplyId).execute();
  if (files.length === 0) return;
  const rows = files.map((file, position) => ({ ...file, savedReplyId, position }));
  await tx.insertInto('savedReplyFile').values(rows).execute();
}

/** What a conversation puts into the open places of a saved reply, and where it is. */
export async function readFillFacts(db: Db | Tx, conversationId: string) {
  return db
    .selectFrom('conversation as c')
    .innerJoin('contact as k', 'k.id', 'c.contactId')
    .innerJoin('page as p', 'p.id', 'c.pageId')
    .innerJoin('department as d', 'd.id', 'c.departmentId')
    .select([
      'c.number',
      'c.departmentId',
      'k.name as contactName',
      'k.firstName',
      'k.lastName',
      'k.locale',
      'p.name as pageName',
      'p.settings',
      'd.name as departmentName',
    ])
    .select(
      sql<string | null>`(
        select string_agg(t.name, ', ' order by pagedesk_fold(t.name))
        from conversation_tag ct join tag t on t.id = ct.tag_id where ct.conversation_id = c.id
      )`.as('tags'),
    )
    .where('c.id', '=', conversationId)
    .executeTakeFirst();
}

/** The agent whose words they will be. */
export async function findWriter(
  db: Db | Tx,
  userId: string,
): Promise<{ name: string; email: string; nickname: string | null } | undefined> {
  return db
    .selectFrom('deskUser')
    .select(['name', 'email', 'nickname'])
    .where('id', '=', userId)
    .executeTakeFirst();
}
