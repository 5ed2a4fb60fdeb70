import type { Db, Tx } from './db.ts';

interface PersonaKey {
  pageId: string;
  userId: string;
  name: string;
}

/** What is known of an agent's persona on a page; `facebookId` null: Facebook refused it at `madeAt`. */
export async function findPersona(db: Db | Tx, { pageId, userId, name }: PersonaKey) {
  return db
    .selectFrom('persona')
    .select(['facebookId', 'madeAt'])
    .where('pageId', '=', pageId)
    .where('userId', '=', userId)
    .where('name', '=', name)
    .executeTakeFirst();
}

/** Keeps what Facebook answered; of two who asked at once the first answer stays, unless it was no. */
export async function keepPersona(
  db: Db | Tx,
  persona: PersonaKey & { facebookId: string | null; madeAt: Date },
): Promise<string | null> {
  const row = await db
    .insertInto('persona')
    .values(persona)
    .onConflict((conflict) =>
      conflict.columns(['pageId', 'userId', 'name']).doUpdateSet((eb) => ({
        facebookId: eb.fn.coalesce('persona.facebookId', eb.ref('excluded.facebookId')),
        madeAt: eb.ref('excluded.madeAt'),
      })),
    )
    .returning('facebookId')
    .executeTakeFirstOrThrow();
  return row.facebookId;
}

/** Facebook does not know it any more: it is not used until it is made anew. */
export async function forgetPersona(db: Db | Tx, key: PersonaKey & { at: Date }): Promise<void> {
  await db
    .updateTable('persona')
    .set({ facebookId: null, madeAt: key.at })
    .where('pageId', '=', key.pageId)
    .where('userId', '=', key.userId)
    .where('name', '=', key.name)
    .execute();
}
