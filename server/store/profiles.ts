import { sql } from 'kysely';
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
      'k.identity',
      'k.name',
      'k.pictureFileId',
      'k.profileState',
      'k.pageId',
      'p.facebookId as pageFacebookId',
      'p.tokenSealed',
      'p.tokenScopes',
      'p.state as pageState',
      'p.metaAppId',
      'a.appSecretSealed',
    ])
    .select(
      // Index `message_public`.
      sql<string | null>`(
        select c.facebook_id from message m join comment c on c.message_id = m.id
        where m.contact_id = k.id and (m.mid like 'comment:%' or m.mid like 'post:%')
          and m.direction = 'in' and m.unsent_at is null
        order by m.at desc limit 1
      )`.as('commentId'),
    )
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
  locale?: string;
  /** Hours from GMT. */
  timezone?: number;
}

/**
 * Locks a person and their conversations if nobody else has them. Never waits: whoever waits for a conversation
 * while holding its person makes the next batch of intake wait as well, and a storm of messages would crawl
 * (750 messages a second instead of thousands, measured 2026-11-21).
 * @returns whether all of it is locked now.
 */
export async function tryLockPerson(tx: Tx, contactId: string): Promise<boolean> {
  const person = await tx
    .selectFrom('contact')
    .select('id')
    .where('id', '=', contactId)
    .forNoKeyUpdate()
    .skipLocked()
    .execute();
  if (person.length === 0) return false;
  const { rows } = await sql<{ isWhole: boolean }>`
    with locked as (
      select id from conversation where contact_id = ${contactId} for no key update skip locked
    )
    select (select count(*) from locked) = (select count(*) from conversation where contact_id = ${contactId}) as is_whole
  `.execute(tx);
  return rows[0]?.isWhole === true;
}

/**
 * Writes what was learned of a person, and moves their conversations on. Both are locked by the caller.
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

/** Moves on the newest of what somebody said in public, when their name or picture has changed. Index `message_public`. */
export async function touchPublicWordsOf(tx: Tx, contactId: string) {
  const { rows } = await sql<{ id: string; conversationId: string; departmentId: string }>`
    update message m set version = m.version + 1
    from conversation c
    where c.id = m.conversation_id and m.id in (
      select id from message
      where contact_id = ${contactId} and (mid like 'comment:%' or mid like 'post:%') and direction = 'in'
      order by at desc limit ${renamedAtOnce}
    )
    returning m.id, m.conversation_id, c.department_id
  `.execute(tx);
  return rows;
}
