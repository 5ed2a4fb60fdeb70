import type { Db, Tx } from './db.ts';

/** What is needed to ask Facebook who a person is. */
export async function readProfileFacts(db: Db | Tx, contactId: string) {
  return db
    .selectFrom('contact as k')
    .innerJoin('page as p', 'p.id', 'k.pageId')
    .innerJoin('metaApp as a', 'a.id', 'p.metaAppId')
    .select([
      'k.id',
      'k.psid',
      'k.name',
      'k.pictureFileId',
      'k.profileState',
      'k.pageId',
      'p.facebookId as pageFacebookId',
      'p.tokenSealed',
      'p.state as pageState',
      'p.metaAppId',
      'a.appSecretSealed',
    ])
    .where('k.id', '=', contactId)
    .executeTakeFirst();
}

export type ProfileFacts = NonNullable<Awaited<ReturnType<typeof readProfileFacts>>>;

/** What is known of a person now; what is not named here stays as it was. */
export interface ProfileChange {
  profileState: 'known' | 'unavailable';
  name?: string;
  firstName?: string | null;
  lastName?: string | null;
  pictureFileId?: string;
}

/**
 * Writes what was learned of a person, and moves their conversations on. The contact first: intake locks in the
 * same order.
 * @returns the conversations, with their departments.
 */
export async function saveProfile(tx: Tx, contactId: string, change: ProfileChange) {
  await tx.updateTable('contact').set(change).where('id', '=', contactId).execute();
  return tx
    .updateTable('conversation')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('contactId', '=', contactId)
    .returning(['id', 'departmentId'])
    .execute();
}

/** A profile mostly comes right after the first message; behind this many nobody has them on screen. */
const renamedAtOnce = 200;

/** Moves on the newest messages that bear a person's name, when that name has changed. @returns their ids. */
export async function touchMessagesOf(tx: Tx, conversationIds: readonly string[]) {
  if (conversationIds.length === 0) return [];
  return tx
    .updateTable('message')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('message')
        .select('id')
        .where('conversationId', 'in', conversationIds)
        .where('authorKind', '=', 'customer')
        .orderBy('at', 'desc')
        .limit(renamedAtOnce),
    )
    .returning(['id', 'conversationId'])
    .execute();
}
