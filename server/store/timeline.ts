import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** Where a message stands in its timeline: by time, then id. Microseconds since 1970, as text. */
export interface TimelinePlace {
  key: string;
  id: string;
}

/**
 * Ids of a conversation's messages, newest first, by keyset on the index `message_timeline`.
 * @param before  only what stands before it; null begins at the end.
 */
export async function listTimelineIds(
  db: Db | Tx,
  conversationId: string,
  page: { before: TimelinePlace | null; limit: number },
): Promise<TimelinePlace[]> {
  const { before } = page;
  const older = before
    ? sql`(at, id) < ('epoch'::timestamptz + ${before.key}::bigint * interval '1 microsecond', ${before.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<TimelinePlace>`
    select id, ((extract(epoch from at) * 1000000)::bigint)::text as key
    from message
    where conversation_id = ${conversationId} and ${older}
    order by at desc, id desc
    limit ${page.limit}
  `.execute(db);
  return rows;
}

/** Whether the customer wrote something that stands behind this message. */
export async function hasIncomingAfter(
  db: Db | Tx,
  conversationId: string,
  messageId: string,
): Promise<boolean | undefined> {
  const { rows } = await sql<{ hasNewer: boolean }>`
    select exists (
      select from message newer
      where newer.conversation_id = seen.conversation_id and newer.direction = 'in'
        and (newer.at, newer.id) > (seen.at, seen.id)
    ) as has_newer
    from message seen
    where seen.id = ${messageId} and seen.conversation_id = ${conversationId}
  `.execute(db);
  return rows[0]?.hasNewer;
}
