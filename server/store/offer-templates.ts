import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** Templates of requests with the work streams that use them, by name: all, or the one. */
export async function listOfferTemplates(db: Db | Tx, id?: string) {
  let query = db
    .selectFrom('offerTemplate as t')
    .select(['t.id', 't.name', 't.body'])
    .select(
      sql<{ id: string; name: string }[]>`coalesce((
        select json_agg(json_build_object('id', s.id, 'name', s.name) order by pagedesk_fold(s.name)) from work_stream s
        where s.settings ->> 'offerTemplateId' = t.id::text
      ), '[]')`.as('workStreams'),
    );
  if (id !== undefined) query = query.where('t.id', '=', id);
  return query.orderBy(sql`pagedesk_fold(t.name)`).execute();
}

/** @throws a violation of `offer_template_name` when the name is taken. */
export async function insertOfferTemplate(
  tx: Tx,
  template: { id: string; name: string; body: object; createdAt: Date },
): Promise<void> {
  await tx
    .insertInto('offerTemplate')
    .values({ ...template, body: JSON.stringify(template.body) })
    .execute();
}

/** @returns false when there is none. @throws a violation of `offer_template_name` when the name is taken. */
export async function updateOfferTemplate(
  tx: Tx,
  id: string,
  template: { name: string; body: object },
): Promise<boolean> {
  const done = await tx
    .updateTable('offerTemplate')
    .set({ name: template.name, body: JSON.stringify(template.body) })
    .where('id', '=', id)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Work streams that used it offer as they say themselves. @returns its name; undefined when there was none. */
export async function deleteOfferTemplate(tx: Tx, id: string): Promise<string | undefined> {
  const row = await tx.deleteFrom('offerTemplate').where('id', '=', id).returning('name').executeTakeFirst();
  if (!row) return undefined;
  await sql`
    update work_stream set settings = settings - 'offerTemplateId', version = version + 1
    where settings ->> 'offerTemplateId' = ${id}
  `.execute(tx);
  return row.name;
}

/** The customer's first words in a conversation, at most 200 characters; null when there were none. */
export async function readFirstWords(db: Db | Tx, conversationId: string): Promise<string | null> {
  const { rows } = await sql<{ words: string | null }>`
    select left(text, 200) as words from message
    where conversation_id = ${conversationId} and kind = 'message' and direction = 'in' and text is not null
    order by at, id limit 1
  `.execute(db);
  return rows[0]?.words ?? null;
}
