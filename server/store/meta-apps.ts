import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** Meta apps by name, those taken off the desk left out. The secret is handed out sealed. */
export async function listMetaApps(db: Db | Tx, id?: string) {
  let query = db
    .selectFrom('metaApp')
    .select(['id', 'appKey', 'name', 'appId', 'appSecretSealed', 'verifyToken', 'createdAt'])
    .select((eb) =>
      eb
        .selectFrom('page')
        .whereRef('page.metaAppId', '=', 'metaApp.id')
        .where('page.removedAt', 'is', null)
        .select(sql<number>`count(*)::int`.as('count'))
        .as('pageCount'),
    )
    .where('removedAt', 'is', null);
  if (id) query = query.where('id', '=', id);
  return query.orderBy('name').orderBy('id').execute();
}

export type MetaAppRow = Awaited<ReturnType<typeof listMetaApps>>[number];

/** Whether another app on the desk bears this name, without regard to case. */
export async function isMetaAppNameTaken(tx: Tx, name: string, exceptId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('metaApp')
    .select('id')
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .where('removedAt', 'is', null)
    .where('id', '!=', exceptId)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Adds a Meta app, or brings back one that was taken off the desk: its pages of then hang on its row.
 * @returns the app's id; null when an app with this App ID is on the desk already.
 */
export async function insertMetaApp(
  tx: Tx,
  app: {
    id: string;
    appKey: string;
    name: string;
    appId: string;
    verifyToken: string;
    createdAt: Date;
  },
  seal: (id: string) => string,
): Promise<string | null> {
  const before = await tx
    .selectFrom('metaApp')
    .select(['id', 'removedAt'])
    .where('appId', '=', app.appId)
    .forUpdate()
    .executeTakeFirst();
  if (before && before.removedAt === null) return null;
  if (before) {
    const { id: _, appId: _same, ...values } = app;
    const appSecretSealed = seal(before.id);
    await tx
      .updateTable('metaApp')
      .set({ ...values, appSecretSealed, removedAt: null })
      .where('id', '=', before.id)
      .execute();
    return before.id;
  }
  const row = await tx
    .insertInto('metaApp')
    .values({ ...app, appSecretSealed: seal(app.id) })
    .onConflict((conflict) => conflict.column('appId').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** The app's row, locked until the end of the transaction, with the number of its pages. */
export async function lockMetaApp(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('metaApp')
    .select(['id', 'name', 'appId'])
    .where('id', '=', id)
    .where('removedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return undefined;
  const pages = await tx
    .selectFrom('page')
    .select('name')
    .where('metaAppId', '=', id)
    .where('removedAt', 'is', null)
    .orderBy('name')
    .execute();
  return { ...row, pageNames: pages.map((page) => page.name) };
}

export async function updateMetaApp(
  tx: Tx,
  id: string,
  change: { name?: string; appSecretSealed?: string; removedAt?: Date },
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await tx.updateTable('metaApp').set(change).where('id', '=', id).execute();
}
