import { sql } from 'kysely';
import type { Tx } from './db.ts';

/** How somebody is seen, of `desk_user as u`: the choice while a desk is open, else offline. */
export const presenceOf = sql<string>`(case
  when u.disabled_at is not null or not exists (select from desk_socket s where s.user_id = u.id) then 'offline'
  when u.inactive_since is not null then 'inactive'
  else u.presence_choice end)`;

/** By which name of the house somebody is seen, of `desk_user as u`; null: by none. */
const customOf = sql<
  string | null
>`(case when ${presenceOf} = u.presence_choice then u.custom_presence_id end)`;

/** Full only because their presence follows what they have in hand: they are there none the less. */
const isFull = sql`u.follows_load and u.presence_choice = 'do-not-disturb'`;

/** Whether somebody wants to be seen as there, of `desk_user as u`. */
export const wantsWork = sql<boolean>`(u.presence_choice in ('available', 'busy') or ${isFull})`;

/** Whether somebody is there and takes conversations, of `desk_user as u`. */
export const isAtWork = sql<boolean>`(${presenceOf} in ('available', 'busy')
  or (${presenceOf} = 'do-not-disturb' and ${isFull}))`;

/** The same of `presence_span as p`. */
export const wasAtWork = sql<boolean>`(p.presence in ('available', 'busy')
  or (p.presence = 'do-not-disturb' and p.is_automatic))`;

/**
 * Logs how these users are seen from now on, where that differs from before. Nothing happens twice: of two at once the
 * second finds what the first wrote.
 */
export async function logPresence(tx: Tx, userIds: readonly string[], at: Date): Promise<void> {
  if (userIds.length === 0) return;
  await sql`
    update presence_span p set ended_at = greatest(p.began_at, ${at}::timestamptz)
    from desk_user u
    where u.id = any(${userIds}::uuid[]) and p.user_id = u.id and p.ended_at is null
      and (p.presence, p.custom_presence_id, p.is_automatic)
        is distinct from (${presenceOf}, ${customOf}, u.follows_load)
  `.execute(tx);
  await sql`
    insert into presence_span (user_id, presence, custom_presence_id, is_automatic, began_at)
    select u.id, ${presenceOf}, ${customOf}, u.follows_load, ${at}::timestamptz from desk_user u
    where u.id = any(${userIds}::uuid[])
      and not exists (select from presence_span p where p.user_id = u.id and p.ended_at is null)
    order by u.id
    on conflict (user_id) where ended_at is null do nothing
  `.execute(tx);
}
