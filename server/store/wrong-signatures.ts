import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/**
 * Adds to what was counted of wrong signatures at an app's address in one minute.
 * @returns how many there are in that minute by all processes.
 */
export async function addWrongSignatures(
  tx: Tx | Db,
  { metaAppId, minute, count }: { metaAppId: string; minute: Date; count: number },
): Promise<number> {
  const row = await tx
    .insertInto('wrongSignature')
    .values({ metaAppId, minute, count })
    .onConflict((conflict) =>
      conflict
        .columns(['metaAppId', 'minute'])
        .doUpdateSet({ count: sql<number>`wrong_signature.count + excluded.count` }),
    )
    .returning('count')
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Wrong signatures since a time, by Meta app; apps without any are left out. */
export async function countWrongSignatures(db: Db | Tx, since: Date) {
  return db
    .selectFrom('wrongSignature as w')
    .innerJoin('metaApp as a', 'a.id', 'w.metaAppId')
    .select([
      'a.id',
      'a.name',
      sql<number>`sum(w.count)::int`.as('count'),
      sql<Date>`max(w.minute)`.as('lastAt'),
    ])
    .where('w.minute', '>=', since)
    .groupBy(['a.id', 'a.name'])
    .orderBy('a.name')
    .execute();
}

/** Counts of long ago. */
export async function pruneWrongSignatures(db: Db, before: Date): Promise<number> {
  const done = await db.deleteFrom('wrongSignature').where('minute', '<', before).executeTakeFirst();
  return Number(done.numDeletedRows);
}
