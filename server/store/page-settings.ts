import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import type { PageTable } from './tables.ts';

/** A page as its settings show it; the token only as whether there is one. */
export type PageSettingsRow = Awaited<ReturnType<typeof listPages>>[number];

/** Pages by name: of the departments in sight, or those asked for by id. */
export async function listPages(
  db: Db | Tx,
  where: { sight: 'all' | readonly string[]; ids?: readonly string[] },
) {
  let query = db
    .selectFrom('page')
    .select([
      'id',
      'name',
      'facebookId',
      'metaAppId',
      'departmentId',
      'workStreamId',
      'operatingHoursId',
      'state',
      'stateReason',
      'stateSince',
      'humanAgentAllowed',
      'lastWebhookAt',
      'tokenExpiresAt',
      'dataAccessExpiresAt',
      'pictureFileId',
      'removedAt',
    ])
    .select(sql<number | null>`(settings -> 'general' ->> 'color')::smallint`.as('color'))
    .select((eb) => eb('tokenSealed', 'is not', null).as('hasToken'));
  const { sight, ids } = where;
  if (sight !== 'all') query = query.where('departmentId', '=', (eb) => eb.fn.any(eb.val(sight)));
  if (ids) query = query.where('id', '=', (eb) => eb.fn.any(eb.val(ids)));
  return query.orderBy('name').orderBy('id').execute();
}

/** The page's row, locked until the end of the transaction. */
export async function lockPage(tx: Tx, id: string) {
  return tx
    .selectFrom('page')
    .select(['id', 'departmentId', 'name', 'removedAt'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Changes a page's settings. */
export async function updatePage(
  tx: Tx,
  id: string,
  change: Partial<
    Pick<PageTable, 'departmentId'> & {
      humanAgentAllowed: boolean;
      workStreamId: string | null;
      operatingHoursId: string | null;
    }
  >,
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await tx.updateTable('page').set(change).where('id', '=', id).execute();
}

/** What was set for a page, as it is stored, and its version. */
export async function readSettings(db: Db | Tx, pageId: string) {
  return settingsOf(db, pageId).executeTakeFirst();
}

/** The same, with the page's row locked until the end of the transaction. */
export async function lockSettings(tx: Tx, pageId: string) {
  return settingsOf(tx, pageId).forUpdate().executeTakeFirst();
}

function settingsOf(db: Db | Tx, pageId: string) {
  return db
    .selectFrom('page')
    .select(['settings', 'settingsVersion as version', 'departmentId'])
    .where('id', '=', pageId);
}

/** What is set for the page that a conversation is on, and the department that may see the conversation. */
export async function findPageOfConversation(db: Db | Tx, conversationId: string) {
  return db
    .selectFrom('conversation')
    .innerJoin('page', 'page.id', 'conversation.pageId')
    .select(['conversation.departmentId', 'page.settings as pageSettings'])
    .where('conversation.id', '=', conversationId)
    .executeTakeFirst();
}

/** Stores the whole of what is set for a page, under its next version. */
export async function writeSettings(tx: Tx, pageId: string, settings: unknown): Promise<void> {
  await tx
    .updateTable('page')
    .set((eb) => ({
      settings: JSON.stringify(settings),
      settingsVersion: eb('settingsVersion', '+', 1),
    }))
    .where('id', '=', pageId)
    .execute();
}

/** What intake kept without being able to use it, newest first, by keyset on `set_aside_received`. */
export async function listSetAside(
  db: Db | Tx,
  page: { before: { key: string; id: string } | null; limit: number },
) {
  const { before } = page;
  return db
    .selectFrom('setAside')
    .select(['id', 'receivedAt', 'reason', 'facebookPageId', 'detail', 'item', 'body'])
    .select(sql<string>`((extract(epoch from received_at) * 1000000)::bigint)::text`.as('key'))
    .where(
      before
        ? sql<boolean>`(received_at, id) < ('epoch'::timestamptz + ${before.key}::bigint * interval '1 microsecond', ${before.id}::uuid)`
        : sql<boolean>`true`,
    )
    .orderBy('receivedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
}

/** What is set for every page. */
export async function listSettings(db: Db | Tx): Promise<{ id: string; settings: unknown }[]> {
  return db.selectFrom('page').select(['id', 'settings']).execute();
}

/** What a page sets off when a conversation ends. */
export async function readEndingSettings(
  tx: Tx,
  pageId: string,
): Promise<{ asks: boolean; sendsTranscript: boolean }> {
  const { rows } = await sql<{ asks: boolean; sendsTranscript: boolean }>`
    select
      settings -> 'survey' -> 'isOn' is not distinct from 'true'::jsonb as asks,
      settings -> 'life' -> 'transcriptToCustomer' is not distinct from 'true'::jsonb
        or jsonb_array_length(coalesce(settings -> 'life' -> 'transcriptTo', '[]')) > 0 as sends_transcript
    from page where id = ${pageId}
  `.execute(tx);
  return rows[0] ?? { asks: false, sendsTranscript: false };
}
