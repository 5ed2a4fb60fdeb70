import { sql } from 'kysely';
import type { Tx } from './db.ts';

/** How somebody is seen, of `desk_user as u`: the choice while a desk is open, else offline. */
export const presenceOf = sql<string>`(case
  when u.disabled_at is not null or not exists (select from desk_socket s where s.user_id = u.id) then 'offline'
  when u.inactive_since is not null then 'inactive'
  else u.presence_choice end)`;

/**
 * Logs how these users are seen from now on, where that differs from before. Nothing happens twice: of two at once the
 * second finds what the first wrote.
 */
export async function logPresence(tx: Tx, userIds: readonly string[], at: Date): Promise<void> {
  if (userIds.length === 0) return;
  await sql`
    update presence_span p set ended_at = greatest(p.began_at, ${at}::timestamptz)
    from desk_user u
    where u.id = any(${userIds}::uuid[]) and p.user_id = u.id and p.ended_at is null and p.presence <> ${presenceOf}
  `.execute(tx);
  await sql`
    insert into presence_span (user_id, presence, began_at)
    select u.id, ${presenceOf}, ${at}::timestamptz from desk_user u
    where u.id = any(${userIds}::uuid[])
      and not exists (select from presence_span p where p.user_id = u.id and p.ended_at is null)
    order by u.id
    on conflict (user_id) where ended_at is null do nothing
  `.execute(tx);
}
