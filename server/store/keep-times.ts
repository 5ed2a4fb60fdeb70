import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** Pages for which a time to keep is set. */
export async function listKeepTimes(db: Db) {
  return db
    .selectFrom('page')
    .select(['id', 'settings'])
    .where(sql<boolean>`settings #> '{privacy,keepDays}' is not null`)
    .orderBy('id')
    .execute();
}

/** Takes the last line and the subject from list rows whose messages are all gone by age. */
export async function clearOldPreviews(tx: Tx, pageId: string, before: Date, limit: number) {
  const { rows } = await sql<{ id: string; departmentId: string }>`
    update conversation set last_message = null, subject = null, version = version + 1
    where id in (
      select c.id from conversation c join contact k on k.id = c.contact_id
      where c.page_id = ${pageId} and c.last_message is not null and c.last_message_at < ${before} and k.held_at is null
      limit ${limit}
    )
    returning id, department_id
  `.execute(tx);
  return rows;
}

/** Deletes the attachments of what was taken back, but of pages that keep it. Index `message_unsent`. */
export async function deleteUnsentAttachments(db: Db, limit: number): Promise<number> {
  const { rows } = await sql`
    delete from attachment where id in (
      select a.id from message m
      join page p on p.id = m.page_id
      join contact k on k.id = m.contact_id
      join attachment a on a.message_id = m.id
      where m.unsent_at is not null and k.held_at is null
        and p.settings #>> '{privacy,removesUnsent}' is distinct from 'false'
      limit ${limit}
    )
    returning id
  `.execute(db);
  return rows.length;
}
