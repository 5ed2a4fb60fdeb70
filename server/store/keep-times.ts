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

/** Takes the last line from list rows whose messages are all gone by age. */
export async function clearOldPreviews(tx: Tx, pageId: string, before: Date, limit: number) {
  const { rows } = await sql<{ id: string; departmentId: string }>`
    update conversation set last_message = null, version = version + 1
    where id in (
      select c.id from conversation c join contact k on k.id = c.contact_id
      where c.page_id = ${pageId} and c.last_message is not null and c.last_message_at < ${before} and k.held_at is null
      limit ${limit}
    )
    returning id, department_id
  `.execute(tx);
  return rows;
}
