import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** The service that translates, as it is set; undefined: none is. */
export async function findTranslationService(db: Db | Tx) {
  return db
    .selectFrom('translationService as s')
    .leftJoin('deskUser as u', 'u.id', 's.acknowledgedBy')
    .selectAll('s')
    .select('u.name as acknowledgedByName')
    .executeTakeFirst();
}

export type TranslationServiceRow = NonNullable<Awaited<ReturnType<typeof findTranslationService>>>;

/** Locks the service, so that two who change it come one after the other. */
export async function lockTranslationService(tx: Tx) {
  return tx.selectFrom('translationService').selectAll().forNoKeyUpdate().executeTakeFirst();
}

/** Names the service. Another address or another key has to be tried anew, and is off until it is switched on. */
export async function writeTranslationService(
  tx: Tx,
  service: {
    id: string;
    url: string;
    keySealed: string | null;
    dailyCharacters: number | null;
    isAnother: boolean;
    changedAt: Date;
  },
): Promise<void> {
  const { id, isAnother, ...fields } = service;
  const anew = { isOn: false, triedAt: null, languages: '[]', restsUntil: null };
  await tx
    .insertInto('translationService')
    .values({ id, ...fields })
    .onConflict((conflict) =>
      conflict.column('isOnly').doUpdateSet({ ...fields, ...(isAnother ? anew : {}) }),
    )
    .execute();
}

/** Writes what came of a try, unless it was changed since it was read. */
export async function noteTried(
  tx: Tx,
  tried: { changedAt: Date; triedAt: Date | null; languages: readonly object[] | null },
): Promise<void> {
  const { changedAt, triedAt, languages } = tried;
  await tx
    .updateTable('translationService')
    .set({
      triedAt,
      ...(triedAt === null ? {} : { restsUntil: null }),
      ...(languages === null ? {} : { languages: JSON.stringify(languages) }),
    })
    .where('changedAt', '=', changedAt)
    .execute();
}

/** Switches it; on with who accepted which text. */
export async function switchTranslationService(
  tx: Tx,
  isOn: boolean,
  accepted: { version: string; by: string | null; at: Date } | null,
): Promise<void> {
  await tx
    .updateTable('translationService')
    .set({
      isOn,
      ...(accepted
        ? {
            acknowledgedVersion: accepted.version,
            acknowledgedBy: accepted.by,
            acknowledgedAt: accepted.at,
          }
        : {}),
    })
    .execute();
}

/** Lets nobody wait for it until then. */
export async function restTranslationService(db: Db | Tx, until: Date | null): Promise<void> {
  await db.updateTable('translationService').set({ restsUntil: until }).execute();
}

/**
 * Counts characters before they are sent, unless the day's limit is reached by them. Two at once come one after the other.
 * @param used.day  of UTC, `2026-11-26`.
 */
export async function takeCharacters(
  tx: Tx,
  used: { day: string; pageId: string; characters: number },
): Promise<boolean> {
  const service = await lockTranslationService(tx);
  const limit = service?.dailyCharacters ?? null;
  const { day, pageId, characters } = used;
  if (limit !== null && (await countCharacters(tx, day)) + characters > limit) return false;
  await sql`
    insert into translation_usage as u (day, page_id, characters, requests) values (${day}, ${pageId}, ${characters}, 1)
    on conflict (day, page_id) do update set characters = u.characters + excluded.characters, requests = u.requests + 1
  `.execute(tx);
  return true;
}

/** What was counted did not get there. */
export async function giveBackCharacters(
  db: Db | Tx,
  used: { day: string; pageId: string; characters: number },
): Promise<void> {
  await db
    .updateTable('translationUsage')
    .set((eb) => ({
      characters: eb('characters', '-', used.characters),
      requests: eb('requests', '-', 1),
    }))
    .where('day', '=', used.day)
    .where('pageId', '=', used.pageId)
    .execute();
}

/** How many characters were sent on a day. */
export async function countCharacters(db: Db | Tx, day: string): Promise<number> {
  const { rows } = await sql<{ sum: number }>`
    select coalesce(sum(characters), 0)::bigint as sum from translation_usage where day = ${day}
  `.execute(db);
  return rows[0]?.sum ?? 0;
}

/** What was sent by page from a day until another one, exclusive; pages that use it are there also without a word. */
export async function readTranslationUsage(db: Db | Tx, from: string, until: string) {
  const { rows } = await sql<{
    id: string;
    name: string;
    mode: unknown;
    isRemoved: boolean;
    characters: number;
    requests: number;
  }>`
    select p.id, p.name, p.settings #> '{translation,mode}' as mode, p.removed_at is not null as is_removed,
      coalesce(sum(u.characters), 0)::bigint as characters, coalesce(sum(u.requests), 0)::bigint as requests
    from page p
    left join translation_usage u on u.page_id = p.id and u.day >= ${from}::date and u.day < ${until}::date
    group by p.id
    having count(u.day) > 0 or p.removed_at is null
    order by characters desc, p.name, p.id
  `.execute(db);
  return rows;
}
