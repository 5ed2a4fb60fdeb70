import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

type Base = 'available' | 'busy' | 'do-not-disturb' | 'away' | 'offline';

/** The presences of the house, in their order; all, or the one. */
export async function listPresences(db: Db | Tx, id?: string) {
  let query = db.selectFrom('customPresence').select(['id', 'name', 'base', 'isActive']);
  if (id !== undefined) query = query.where('id', '=', id);
  return query.orderBy('position').orderBy('id').execute();
}

/**
 * Makes them exactly these, in this order. Who has one that is gone is seen by no name, and who has one that counts as
 * something else now is seen as that.
 *
 * @returns whose presence is seen otherwise now.
 * @throws a violation of `custom_presence_name` when two have the same name.
 */
export async function replacePresences(
  tx: Tx,
  items: readonly { id: string; name: string; base: Base; isActive: boolean }[],
  now: Date,
): Promise<string[]> {
  const kept = items.map(({ id }) => id);
  const holders = await tx
    .selectFrom('deskUser')
    .select('id')
    .where('customPresenceId', 'is not', null)
    .execute();
  await sql`delete from custom_presence where id <> all(${kept}::uuid[])`.execute(tx);
  // Names that change places would be in one another's way.
  await sql`update custom_presence set name = id::text`.execute(tx);
  for (const [position, { id, name, base, isActive }] of items.entries()) {
    await tx
      .insertInto('customPresence')
      .values({ id, name, base, isActive, position, createdAt: now })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, base, isActive, position }))
      .execute();
  }
  await sql`
    update desk_user u set presence_choice = p.base from custom_presence p
    where p.id = u.custom_presence_id and p.base <> u.presence_choice
  `.execute(tx);
  return holders.map(({ id }) => id);
}

/** Whose presence follows what they have in hand, as it stands. Index `desk_user_following`. */
export async function listFollowers(db: Db | Tx) {
  return db
    .selectFrom('deskUser')
    .select(['id', 'presenceChoice', 'capacityUnits', 'mostConversations'])
    .where('followsLoad', '=', true)
    .execute();
}

/** Moves the presence of those who still follow what they have in hand. @returns who they are. */
export async function moveFollowers(tx: Tx, base: Base, userIds: readonly string[]): Promise<string[]> {
  if (userIds.length === 0) return [];
  const rows = await tx
    .updateTable('deskUser')
    .set({ presenceChoice: base })
    .where('id', '=', (eb) => eb.fn.any(eb.val(userIds)))
    .where('followsLoad', '=', true)
    .where('presenceChoice', '<>', base)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Who may follow what they have in hand, and is available by no name, does from now on; who may not any more is
 * available. One user, or all who are not set otherwise.
 *
 * @returns whose presence is seen otherwise, or comes about otherwise.
 */
export async function settleFollowers(
  tx: Tx,
  { isAutomatic, userId }: { isAutomatic: boolean; userId?: string },
): Promise<string[]> {
  const mayFollow = sql<boolean>`coalesce(automatic_presence, ${isAutomatic})`;
  const { rows } = await sql<{ id: string }>`
    update desk_user
    set follows_load = ${mayFollow}, presence_choice = case when follows_load then 'available' else presence_choice end
    where follows_load <> ${mayFollow} and ${userId === undefined ? sql`automatic_presence is null` : sql`id = ${userId}`}
      and (follows_load or (presence_choice = 'available' and custom_presence_id is null))
    returning id
  `.execute(tx);
  return rows.map(({ id }) => id);
}

/** Whose pause is over gets requests again. @returns who they are. Index `desk_user_paused`. */
export async function endPausesOf(tx: Tx, now: Date): Promise<string[]> {
  const rows = await tx
    .updateTable('deskUser')
    .set({ inactiveSince: null, inactiveUntil: null })
    .where('inactiveUntil', '<=', now)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}
