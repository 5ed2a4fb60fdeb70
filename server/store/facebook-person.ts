import type { Db, Tx } from './db.ts';

/** The Meta app whose callback address this is; an app that was taken off the desk has none. */
export async function findMetaAppByKey(db: Db | Tx, appKey: string) {
  return db
    .selectFrom('metaApp')
    .select(['id', 'name', 'appSecretSealed'])
    .where('appKey', '=', appKey)
    .where('removedAt', 'is', null)
    .executeTakeFirst();
}

/** Pages of an app whose token this person gave, locked in the order of their ids. */
export async function lockPagesOfPerson(tx: Tx, metaAppId: string, facebookUserId: string) {
  return tx
    .selectFrom('page')
    .select(['id', 'connectedAt', 'createdAt', 'tokenSealed'])
    .where('metaAppId', '=', metaAppId)
    .where('facebookUserId', '=', facebookUserId)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Takes away the tokens that this person gave, and what says whose they were. */
export async function forgetPerson(tx: Tx, pageIds: readonly string[]): Promise<void> {
  await tx
    .updateTable('page')
    .set({ tokenSealed: null, facebookUserId: null, facebookUserName: null })
    .where('id', '=', (eb) => eb.fn.any(eb.val(pageIds)))
    .execute();
}

export interface DataDeletionRow {
  code: string;
  requestHash: Buffer;
  metaAppId: string;
  requestedAt: Date;
  doneAt: Date;
  pages: number;
}

/** @returns false when this request was answered before. */
export async function insertDataDeletion(tx: Tx, row: DataDeletionRow): Promise<boolean> {
  const added = await tx
    .insertInto('dataDeletion')
    .values(row)
    .onConflict((conflict) => conflict.column('requestHash').doNothing())
    .returning('code')
    .executeTakeFirst();
  return added !== undefined;
}

export async function findDataDeletion(db: Db | Tx, by: { code: string } | { requestHash: Buffer }) {
  const query = db.selectFrom('dataDeletion').select(['code', 'requestedAt', 'doneAt', 'pages']);
  return 'code' in by
    ? query.where('code', '=', by.code).executeTakeFirst()
    : query.where('requestHash', '=', by.requestHash).executeTakeFirst();
}
