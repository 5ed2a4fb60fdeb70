import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import { readLiveEvents, readLogPosition, type LogPosition } from './live-log.ts';

/** Under this the place is kept up to which the live log was read for other programs and for rules. */
const FACT = 'event-follower';

/** Takes the place where the follower stands, for one at a time; undefined when it is at rest, or in another's hand. */
export async function takeFollower(tx: Tx): Promise<LogPosition | undefined> {
  const { rows } = await sql<{ value: string }>`
    select value #>> '{}' as value from installation where name = ${FACT} for update skip locked
  `.execute(tx);
  return rows[0]?.value;
}

/** Has the log followed from now on, unless it is already. */
export async function beginFollowing(tx: Tx): Promise<void> {
  const position = await readLogPosition(tx);
  await sql`
    insert into installation (name, value) values (${FACT}, to_jsonb(${position}::text)) on conflict (name) do nothing
  `.execute(tx);
}

/** Nobody wants to know any more: what is written from now on is not kept for anybody. */
export async function endFollowing(tx: Tx): Promise<void> {
  await sql`delete from installation where name = ${FACT}`.execute(tx);
}

/**
 * Lines that came into timelines since a place in the log, and the place after them, which is noted. History that was read
 * afterwards is left out.
 */
export async function followLog(tx: Tx, since: LogPosition): Promise<string[]> {
  const { position, events } = await readLiveEvents(tx, since);
  await sql`update installation set value = to_jsonb(${position}::text) where name = ${FACT}`.execute(tx);
  return [
    ...new Set(
      events.flatMap(({ kind, messageId, isHistory }) =>
        kind === 'message.added' && messageId && !isHistory ? [messageId] : [],
      ),
    ),
  ];
}

/** A line of a timeline, with what is to be told of its conversation. */
export type EventRow = Awaited<ReturnType<typeof readEventRows>>[number];

/** Lines by their ids, in the order in which they came to be. */
export async function readEventRows(db: Db | Tx, messageIds: readonly string[]) {
  if (messageIds.length === 0) return [];
  return db
    .selectFrom('message as m')
    .innerJoin('conversation as c', 'c.id', 'm.conversationId')
    .innerJoin('contact as k', 'k.id', 'c.contactId')
    .innerJoin('page as p', 'p.id', 'c.pageId')
    .innerJoin('department as d', 'd.id', 'c.departmentId')
    .leftJoin('deskUser as u', 'u.id', 'c.assigneeId')
    .leftJoin('deskUser as a', 'a.id', 'm.authorId')
    .leftJoin('triggerLine as t', 't.messageId', 'm.id')
    .select('t.runId')
    .select([
      'm.id as messageId',
      'm.kind',
      'm.direction',
      'm.authorKind',
      'm.authorId',
      'a.name as authorName',
      'm.text',
      'm.at',
      'm.createdAt',
      'm.activity',
      'm.automation',
      'm.standby',
      'm.answers',
      'm.withheld',
      'c.id as conversationId',
      'c.number',
      'c.kind as conversationKind',
      'c.status',
      'c.contactId',
      'k.name as contactName',
      'k.psid',
      'c.pageId',
      'p.name as pageName',
      'c.departmentId',
      'd.name as departmentName',
      'c.assigneeId',
      'u.name as assigneeName',
    ])
    .select(
      sql<boolean>`not exists (
        select from message earlier
        where earlier.conversation_id = c.id and earlier.kind = 'message' and earlier.direction = 'in'
          and (earlier.at, earlier.id) < (m.at, m.id)
      )`.as('isFirst'),
    )
    .select(
      sql<boolean>`(m.created_at - m.at > interval '1 hour' and exists (
        select from message later
        where later.conversation_id = c.id and later.kind = 'message'
          and (later.at, later.id) > (m.at, m.id) and later.created_at < m.created_at
      ))`.as('isLate'),
    )
    .where('m.id', '=', (eb) => eb.fn.any(eb.val(messageIds)))
    .orderBy('m.createdAt')
    .orderBy('m.id')
    .execute();
}

/** A conversation as other programs are told of it, with its newest message. */
export async function readConversationEvent(
  db: Db | Tx,
  conversationId: string,
): Promise<EventRow | undefined> {
  const newest = await db
    .selectFrom('message')
    .select('id')
    .where('conversationId', '=', conversationId)
    .orderBy(sql`kind = 'message'`, 'desc')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const [row] = await readEventRows(db, newest ? [newest.id] : []);
  return row;
}
