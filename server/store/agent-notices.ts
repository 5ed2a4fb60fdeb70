import type { Db, Tx } from './db.ts';

/** Which version of the notice for agents a user has accepted, and when. */
export async function findNotice(db: Db | Tx, userId: string) {
  return db
    .selectFrom('deskUser')
    .select(['noticeVersion', 'noticeAcceptedAt'])
    .where('id', '=', userId)
    .executeTakeFirst();
}

/** @returns false when this version was accepted before; then its time stays. */
export async function acceptNotice(
  tx: Tx,
  userId: string,
  { version, at }: { version: number; at: Date },
): Promise<boolean> {
  const done = await tx
    .updateTable('deskUser')
    .set({ noticeVersion: version, noticeAcceptedAt: at })
    .where('id', '=', userId)
    .where((eb) => eb('noticeVersion', 'is distinct from', version))
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}
