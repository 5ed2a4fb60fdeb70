import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import type { MessageTranslationTable } from './tables.ts';

/** A message that may be translated, with all that decides whether and into what. */
export interface MessageToTranslate {
  id: string;
  conversationId: string;
  departmentId: string;
  pageId: string;
  direction: 'in' | 'out' | null;
  text: string;
  /** md5 of the text. */
  ofText: string;
  /** Meta's time. */
  at: Date;
  /** When it came, or was written anew. */
  writtenAt: Date;
  /** Of the conversation; null: nobody set anything. */
  translation: unknown;
  /** Of the page. */
  settings: unknown;
  existing: { language: string; state: MessageTranslationTable['state']; ofText: string; at: string }[];
}

/** The message, unless it has no words, or none that may be read. */
export async function findToTranslate(
  db: Db | Tx,
  messageId: string,
): Promise<MessageToTranslate | undefined> {
  const { rows } = await sql<MessageToTranslate>`
    select m.id, m.conversation_id, c.department_id, m.page_id, m.direction, m.text, md5(m.text) as of_text, m.at,
      greatest(m.created_at, m.edited_at) as written_at, c.translation, p.settings -> 'translation' as settings,
      coalesce((
        select jsonb_agg(jsonb_build_object('language', t.language, 'state', t.state, 'ofText', t.of_text, 'at', t.at))
        from message_translation t where t.message_id = m.id and t.made_by = 'service'
      ), '[]') as existing
    from message m
    join conversation c on c.id = m.conversation_id
    join page p on p.id = m.page_id
    where m.id = ${messageId} and m.kind = 'message' and not m.withheld and trim(m.text) <> ''
  `.execute(db);
  return rows[0];
}

/**
 * Keeps a translation in place of the one before, and gives the message a new version.
 * @returns false when the message is gone, or says something else by now: then nothing is kept.
 */
export async function writeTranslation(tx: Tx, row: MessageTranslationTable): Promise<boolean> {
  const done = await sql`
    with kept as (
      insert into message_translation (message_id, language, made_by, state, of_text, text, other_language, fault, at)
      select m.id, ${row.language}, ${row.madeBy}, ${row.state}, ${row.ofText}, ${row.text}, ${row.otherLanguage},
        ${row.fault}, ${row.at}::timestamptz
      from message m where m.id = ${row.messageId} and md5(m.text) = ${row.ofText}
      on conflict (message_id, language) do update set made_by = excluded.made_by, state = excluded.state,
        of_text = excluded.of_text, text = excluded.text, other_language = excluded.other_language,
        fault = excluded.fault, at = excluded.at
        where message_translation.made_by = 'service'
      returning message_id
    )
    update message set version = version + 1 where id in (select message_id from kept)
  `.execute(tx);
  return (done.numAffectedRows ?? 0n) > 0n;
}

/** Keeps what an author wrote, where something else is sent. */
export async function insertOwnWords(
  tx: Tx,
  words: { messageId: string; language: string; text: string; sentIn: string; at: Date },
): Promise<void> {
  await sql`
    insert into message_translation (message_id, language, made_by, state, of_text, text, other_language, at)
    select m.id, ${words.language}, 'author', 'done', coalesce(md5(m.text), ''), ${words.text}, ${words.sentIn},
      ${words.at}::timestamptz
    from message m where m.id = ${words.messageId}
  `.execute(tx);
}

/**
 * Asks for the newest words of a conversation's customer in a language, as far as they are not there. Index
 * `message_timeline`. @returns the messages.
 */
export async function askForNewest(
  tx: Tx,
  asked: { conversationId: string; language: string; most: number; at: Date },
): Promise<{ id: string; pageId: string }[]> {
  const { conversationId, language, most, at } = asked;
  const { rows } = await sql<{ id: string; pageId: string }>`
    with newest as (
      select m.id, md5(m.text) as of_text from message m
      where m.conversation_id = ${conversationId} and m.kind = 'message' and m.direction = 'in' and not m.withheld
        and trim(m.text) <> ''
      order by m.at desc, m.id desc
      limit ${most}
    ), asked as (
      insert into message_translation as t (message_id, language, made_by, state, of_text, at)
      select n.id, ${language}, 'service', 'asked', n.of_text, ${at}::timestamptz from newest n
      on conflict (message_id, language) do update set state = 'asked', of_text = excluded.of_text, text = null,
        other_language = null, fault = null, at = excluded.at
        where t.made_by = 'service' and (t.of_text <> excluded.of_text or t.state in ('asked', 'failed'))
      returning t.message_id
    )
    update message m set version = m.version + 1 from asked where m.id = asked.message_id
    returning m.id, m.page_id
  `.execute(tx);
  return rows;
}

/** Forgets what there is of some messages in other languages. */
export async function deleteTranslations(tx: Tx, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return;
  await tx
    .deleteFrom('messageTranslation')
    .where('messageId', '=', (eb) => eb.fn.any(eb.val(messageIds)))
    .execute();
}

/** Locks a conversation for changing how it is translated. */
export async function lockTranslated(tx: Tx, conversationId: string) {
  return translated(tx, conversationId).forNoKeyUpdate('c').executeTakeFirst();
}

/** How a conversation is translated, to be looked at. */
export async function findTranslated(db: Db | Tx, conversationId: string) {
  return translated(db, conversationId).executeTakeFirst();
}

function translated(db: Db | Tx, conversationId: string) {
  return db
    .selectFrom('conversation as c')
    .innerJoin('page as p', 'p.id', 'c.pageId')
    .innerJoin('contact as k', 'k.id', 'c.contactId')
    .select(['c.id', 'c.departmentId', 'c.pageId', 'c.contactId', 'c.translation', 'k.locale'])
    .select(sql<unknown>`p.settings -> 'translation'`.as('settings'))
    .where('c.id', '=', conversationId);
}

/**
 * The language that somebody chose for a customer in the conversation before, or that was found out there.
 * @param where.sight  of the departments whose conversations count.
 */
export async function findEarlierTranslation(
  db: Db | Tx,
  where: { contactId: string; notId: string; sight: 'all' | readonly string[] },
): Promise<unknown> {
  const row = await db
    .selectFrom('conversation')
    .select('translation')
    .where('contactId', '=', where.contactId)
    .where('id', '!=', where.notId)
    .where(sql<boolean>`translation ->> 'customerLanguage' is not null`)
    .$if(where.sight !== 'all', (query) =>
      query.where('departmentId', '=', sql<string>`any(${where.sight}::uuid[])`),
    )
    .orderBy('openedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.translation;
}

/** How it is translated from now on. */
export async function setTranslation(tx: Tx, conversationId: string, translation: object): Promise<void> {
  await tx
    .updateTable('conversation')
    .set((eb) => ({ translation: JSON.stringify(translation), version: eb('version', '+', 1) }))
    .where('id', '=', conversationId)
    .execute();
}
