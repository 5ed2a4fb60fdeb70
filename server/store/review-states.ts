import type { Db, Tx } from './db.ts';
import type { ReviewStateTable } from './tables.ts';

/** How far each permission is; what is not there has not been started. */
export async function listReviewStates(db: Db | Tx) {
  return db
    .selectFrom('reviewState')
    .innerJoin('deskUser', 'deskUser.id', 'reviewState.changedBy')
    .select(['permission', 'state', 'note', 'changedAt', 'deskUser.name as changedByName'])
    .execute();
}

/** Writes a state over the one before; a note that is not given stays. */
export async function writeReviewState(
  tx: Tx,
  row: {
    permission: string;
    state: ReviewStateTable['state'];
    note: string | undefined;
    userId: string;
    at: Date;
  },
): Promise<void> {
  const { permission, state, note, userId, at } = row;
  const change = { state, changedBy: userId, changedAt: at, ...(note === undefined ? {} : { note }) };
  await tx
    .insertInto('reviewState')
    .values({ permission, ...change })
    .onConflict((conflict) => conflict.column('permission').doUpdateSet(change))
    .execute();
}
