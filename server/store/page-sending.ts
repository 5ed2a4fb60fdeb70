import type { Db, Tx } from './db.ts';

/** Notes that Facebook refuses messages to a person; cleared when they write. */
export async function markUnreachable(tx: Tx, contactId: string, reason: string): Promise<void> {
  await tx.updateTable('contact').set({ unreachableReason: reason }).where('id', '=', contactId).execute();
}

/**
 * Notes how a page's connection stands, if that is news and the token is still the one that was used.
 * @returns false when nothing changed.
 */
export async function setPageState(
  tx: Tx,
  pageId: string,
  state: {
    state: 'connected' | 'expired' | 'permission-missing' | 'restricted';
    reason: string | null;
    at: Date;
    tokenSealed: string | null;
  },
): Promise<boolean> {
  const done = await tx
    .updateTable('page')
    .set({ state: state.state, stateReason: state.reason, stateSince: state.at })
    .where('id', '=', pageId)
    .where('state', '!=', state.state)
    // What an administrator stopped, only an administrator starts.
    .where('state', '!=', 'unsubscribed')
    .where('tokenSealed', 'is not distinct from', state.tokenSealed)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
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
