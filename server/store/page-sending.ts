import type { Db, Tx } from './db.ts';

/** Notes that Facebook refuses messages to a person; cleared when they write. */
export async function markUnreachable(tx: Tx, contactId: string, reason: string): Promise<void> {
  await tx.updateTable('contact').set({ unreachableReason: reason }).where('id', '=', contactId).execute();
}

/** Notes that Meta did not grant the human agent tag to the page's app. @returns false when that is no news. */
export async function withdrawHumanAgent(tx: Tx, pageId: string): Promise<boolean> {
  const done = await tx
    .updateTable('page')
    .set({ humanAgentAllowed: false })
    .where('id', '=', pageId)
    .where('humanAgentAllowed', '=', true)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Stops the sends of one page, or of all pages of its app, until a time; a longer pause stays. */
export async function pauseSends(
  db: Db | Tx,
  where: { pageId: string } | { metaAppId: string },
  until: Date,
): Promise<void> {
  await db
    .updateTable('page')
    .set({ sendPausedUntil: until })
    .where((eb) => ('pageId' in where ? eb('id', '=', where.pageId) : eb('metaAppId', '=', where.metaAppId)))
    .where((eb) => eb.or([eb('sendPausedUntil', 'is', null), eb('sendPausedUntil', '<', until)]))
    .execute();
}
