import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** What showing a person something beside messages needs: typing, seen, a reaction. */
export async function readGestureFacts(db: Db | Tx, contactId: string) {
  return db
    .selectFrom('contact as k')
    .innerJoin('page as p', 'p.id', 'k.pageId')
    .innerJoin('metaApp as a', 'a.id', 'p.metaAppId')
    .select([
      'k.id as contactId',
      'k.psid',
      'k.windowAnchorAt',
      'k.unreachableReason',
      'k.threadOwner',
      'k.threadOwnerAt',
      'p.id as pageId',
      'p.facebookId as pageFacebookId',
      'p.state as pageState',
      'p.tokenSealed',
      'p.metaAppId',
      'a.appSecretSealed',
    ])
    .where('k.id', '=', contactId)
    .executeTakeFirst();
}

/** Whether something was written to a person at or after a time: who types has sent. */
export async function hasWrittenSince(db: Db | Tx, contactId: string, since: Date): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    select exists (
      select from conversation c join message m on m.conversation_id = c.id
      where c.contact_id = ${contactId} and m.direction = 'out' and m.kind = 'message' and m.created_at >= ${since}
    ) as has
  `.execute(db);
  return rows[0]?.has ?? false;
}

/** A message with what a reaction to it must know. */
export async function findReactable(db: Db | Tx, messageId: string) {
  return db
    .selectFrom('message as m')
    .innerJoin('conversation as c', 'c.id', 'm.conversationId')
    .innerJoin('contact as k', 'k.id', 'm.contactId')
    .innerJoin('page as p', 'p.id', 'm.pageId')
    .select([
      'm.id',
      'm.mid',
      'm.kind',
      'm.direction',
      'm.unsentAt',
      'm.conversationId',
      'm.contactId',
      'm.pageId',
      'c.departmentId',
      'c.assigneeId',
      'c.status',
      'c.kind as conversationKind',
      'k.windowAnchorAt',
      'k.threadOwner',
      'k.threadOwnerAt',
      'p.humanAgentAllowed',
    ])
    .where('m.id', '=', messageId)
    .executeTakeFirst();
}

/** Puts the page's reaction on a message, or with null takes it back, and gives the message a new version. */
export async function writePageReaction(
  tx: Tx,
  reaction: { messageId: string; emoji: string | null; at: Date; userId: string | null },
): Promise<void> {
  const { messageId, emoji, at, userId } = reaction;
  await tx
    .insertInto('messageReaction')
    .values({ messageId, by: 'page', emoji, at, userId })
    .onConflict((conflict) => conflict.columns(['messageId', 'by']).doUpdateSet({ emoji, at, userId }))
    .execute();
  await tx
    .updateTable('message')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', messageId)
    .execute();
}

/** The page's reaction on a message as it shall be, and Meta's id of the message. */
export async function readPageReaction(db: Db | Tx, messageId: string) {
  return db
    .selectFrom('messageReaction as r')
    .innerJoin('message as m', 'm.id', 'r.messageId')
    .innerJoin('conversation as c', 'c.id', 'm.conversationId')
    .select(['r.emoji', 'r.at', 'm.mid', 'm.contactId', 'm.conversationId', 'c.departmentId'])
    .where('r.messageId', '=', messageId)
    .where('r.by', '=', 'page')
    .executeTakeFirst();
}

/** What a page has set about being seen and typing, by one of its conversations. */
export async function findGestureSettings(db: Db | Tx, conversationId: string) {
  return db
    .selectFrom('conversation as c')
    .innerJoin('page as p', 'p.id', 'c.pageId')
    .select(['p.settings', 'c.contactId', 'c.pageId', 'c.kind'])
    .where('c.id', '=', conversationId)
    .executeTakeFirst();
}
