import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** What is set for all Facebook pages, as `{ key: { isOn, byLanguage } }`; to be read beside other things. */
export const channelTextsOf = sql<unknown>`(
  select coalesce(jsonb_object_agg(key, jsonb_build_object('isOn', is_on, 'byLanguage', by_language)), '{}')
  from channel_text where channel = 'facebook')`;

/** The same alone. */
export async function readChannelTexts(db: Db | Tx): Promise<unknown> {
  const { rows } = await sql<{ texts: unknown }>`select ${channelTextsOf} as texts`.execute(db);
  return rows[0]?.texts ?? {};
}

/** One text of all Facebook pages; undefined while nobody set it. */
export async function findChannelText(db: Db | Tx, key: string) {
  return db
    .selectFrom('channelText')
    .select(['isOn', 'byLanguage'])
    .where('channel', '=', 'facebook')
    .where('key', '=', key)
    .executeTakeFirst();
}

/** Sets one text for all Facebook pages. */
export async function writeChannelText(
  tx: Tx,
  text: { key: string; isOn: boolean | null; byLanguage: object },
): Promise<void> {
  const row = { isOn: text.isOn, byLanguage: JSON.stringify(text.byLanguage) };
  await tx
    .insertInto('channelText')
    .values({ channel: 'facebook', key: text.key, ...row })
    .onConflict((conflict) => conflict.columns(['channel', 'key']).doUpdateSet(row))
    .execute();
}

/** What is set for a page and for all pages: all that decides which texts it sends. */
export async function readTextsOfPage(
  db: Db | Tx,
  pageId: string,
): Promise<{ pageSettings: unknown; channelTexts: unknown } | undefined> {
  return db
    .selectFrom('page')
    .select('settings as pageSettings')
    .select(channelTextsOf.as('channelTexts'))
    .where('id', '=', pageId)
    .executeTakeFirst();
}
