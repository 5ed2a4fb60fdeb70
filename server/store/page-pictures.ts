import type { Db, Tx } from './db.ts';

/** A page's picture and its department; undefined when there is none. */
export async function findPagePicture(db: Db | Tx, pageId: string) {
  return db
    .selectFrom('page')
    .innerJoin('file', 'file.id', 'page.pictureFileId')
    .select(['file.id as fileId', 'file.sha256', 'file.sizeBytes', 'file.mimeType', 'page.departmentId'])
    .where('page.id', '=', pageId)
    .executeTakeFirst();
}

/** Notes a page's picture. @returns the page's department when that is news, else null. */
export async function savePagePicture(tx: Tx, pageId: string, fileId: string): Promise<string | null> {
  const row = await tx
    .updateTable('page')
    .set({ pictureFileId: fileId })
    .where('id', '=', pageId)
    .where('pictureFileId', 'is distinct from', fileId)
    .returning('departmentId')
    .executeTakeFirst();
  return row?.departmentId ?? null;
}
