import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import { inSight, type DepartmentSight } from './sight.ts';

/** Stands in a contact's row for a ban without an end: further ahead than any clock. */
const FOR_EVER = new Date('9999-12-31T00:00:00Z');

/** Locks some contacts, in the order of their ids: everybody locks the person before their conversations. */
export async function lockContactRows(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`select from contact where id = any(${ids}::uuid[]) order by id for no key update`.execute(tx);
}

export interface NewBan {
  id: string;
  conversationId: string;
  contactIds: readonly string[];
  setAt: Date;
  setBy: string | null;
  until: Date | null;
  note: string;
}

/** Shuts a person out whose contacts the caller has locked. */
export async function insertBan(tx: Tx, ban: NewBan): Promise<void> {
  await tx.insertInto('ban').values(ban).execute();
  await tx
    .updateTable('contact')
    .set({ bannedUntil: ban.until ?? FOR_EVER })
    .where('id', '=', (eb) => eb.fn.any(eb.val(ban.contactIds)))
    .execute();
}

/** Lifts a ban whose contacts the caller has locked; another one that they are under stays. @returns false when it was over. */
export async function liftBan(
  tx: Tx,
  lift: { id: string; contactIds: readonly string[]; at: Date; by: string | null },
): Promise<boolean> {
  const done = await tx
    .updateTable('ban')
    .set({ liftedAt: lift.at, liftedBy: lift.by })
    .where('id', '=', lift.id)
    .where('liftedAt', 'is', null)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', lift.at)]))
    .executeTakeFirst();
  if (done.numUpdatedRows === 0n) return false;
  await sql`
    update contact set banned_until = (
      select max(coalesce(ban.until, ${FOR_EVER}::timestamptz)) from ban
      where ban.contact_ids @> array[contact.id] and ban.lifted_at is null
    )
    where id = any(${lift.contactIds}::uuid[])
  `.execute(tx);
  return true;
}

/** The ban that a contact is under at a time; undefined when none. Index `ban_contact`. */
export async function findBanOf(db: Db | Tx, contactId: string, now: Date) {
  return db
    .selectFrom('ban')
    .leftJoin('deskUser as u', 'u.id', 'ban.setBy')
    .select(['ban.id', 'ban.until', 'ban.note', 'ban.setAt', 'ban.setBy', 'u.name as setByName'])
    .where(sql<boolean>`ban.contact_ids @> array[${contactId}::uuid]`)
    .where('ban.liftedAt', 'is', null)
    .where((eb) => eb.or([eb('ban.until', 'is', null), eb('ban.until', '>', now)]))
    .orderBy('ban.setAt', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export type BanRow = NonNullable<Awaited<ReturnType<typeof findBanOf>>>;

/** Bans of people who have, or had, a conversation in sight. */
function ofSight(sight: DepartmentSight) {
  return sight === 'all'
    ? sql<boolean>`true`
    : sql<boolean>`exists (
        select from conversation v where v.contact_id = any(ban.contact_ids) and ${inSight(sql`v.department_id`, sight)})`;
}

/** A ban in sight by its id, with whom it is about. */
export async function findBan(db: Db | Tx, id: string, sight: DepartmentSight) {
  return db
    .selectFrom('ban')
    .select(['id', 'contactIds', 'conversationId'])
    .where('id', '=', id)
    .where(ofSight(sight))
    .executeTakeFirst();
}

/** Bans in sight, newest first, with the first of the person's contacts and where it was set. */
export async function listBans(
  db: Db | Tx,
  sight: DepartmentSight,
  page: { before: { key: string; id: string } | null; limit: number },
) {
  const { before } = page;
  return db
    .selectFrom('ban')
    .leftJoin('conversation as c', 'c.id', 'ban.conversationId')
    .innerJoin('contact as k', (join) =>
      join.on(sql<boolean>`k.id = coalesce(c.contact_id, ban.contact_ids[1])`),
    )
    .innerJoin('page as p', 'p.id', 'k.pageId')
    .leftJoin('deskUser as u', 'u.id', 'ban.setBy')
    .leftJoin('deskUser as l', 'l.id', 'ban.liftedBy')
    .select([
      'ban.id',
      'ban.until',
      'ban.note',
      'ban.setAt',
      'ban.setBy',
      'u.name as setByName',
      'ban.keptCount',
      'ban.droppedCount',
      'ban.liftedAt',
      'ban.liftedBy',
      'l.name as liftedByName',
      'c.id as conversationId',
      'c.number as conversationNumber',
      'k.id as contactId',
      'k.name as contactName',
      'k.psid',
      'k.pictureFileId',
      'p.name as pageName',
    ])
    .select(sql<string>`((extract(epoch from ban.set_at) * 1000000)::bigint)::text`.as('key'))
    .where(ofSight(sight))
    .where(
      before
        ? sql<boolean>`(ban.set_at, ban.id) < ('epoch'::timestamptz + ${before.key}::bigint * interval '1 microsecond', ${before.id}::uuid)`
        : sql<boolean>`true`,
    )
    .orderBy('ban.setAt', 'desc')
    .orderBy('ban.id', 'desc')
    .limit(page.limit)
    .execute();
}

/** Conversations with a person that are not over: with the page, one at most for each contact. */
export async function listLiveChats(tx: Tx, contactIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('conversation')
    .select('id')
    .where('contactId', '=', (eb) => eb.fn.any(eb.val(contactIds)))
    .where('kind', '=', 'messenger')
    .where('status', '<>', 'closed')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Counts what those who are shut out said. */
export async function countShutOut(
  tx: Tx,
  counts: readonly { contactId: string; kept: number; dropped: number }[],
  now: Date,
): Promise<void> {
  for (const { contactId, kept, dropped } of counts.toSorted((a, b) =>
    a.contactId < b.contactId ? -1 : 1,
  )) {
    await sql`
      update ban set kept_count = kept_count + ${kept}, dropped_count = dropped_count + ${dropped}
      where contact_ids @> array[${contactId}::uuid] and lifted_at is null and (until is null or until > ${now})
    `.execute(tx);
  }
}
