import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/**
 * Notes who had a conversation, or took part in it since it began last, until it was handed on to another department.
 * @returns their ids.
 */
export async function noteHandedOver(
  tx: Tx,
  conversation: { id: string; assigneeId: string | null },
  at: Date,
): Promise<string[]> {
  const { rows } = await sql<{ userId: string }>`
    insert into handed_over (user_id, conversation_id, at)
    select had.user_id, ${conversation.id}::uuid, ${at}::timestamptz
    from (
      select ${conversation.assigneeId}::uuid as user_id
      union
      select t.user_id from participant t join conversation c on c.id = t.conversation_id
      where c.id = ${conversation.id} and t.came_at >= coalesce(c.begun_at, c.opened_at)
    ) had
    where had.user_id is not null
    on conflict (user_id, conversation_id) do update set at = excluded.at
    returning user_id
  `.execute(tx);
  return rows.map(({ userId }) => userId);
}

/** What was handed on before a time. Index `handed_over_at`. */
export async function pruneHandedOver(db: Db, before: Date): Promise<number> {
  const done = await db.deleteFrom('handedOver').where('at', '<', before).executeTakeFirst();
  return Number(done.numDeletedRows);
}
