import { sql, type Insertable } from 'kysely';
import { lockConversationRow } from './conversations.ts';
import type { Db, Tx } from './db.ts';
import type { AttachmentTable, MessageTable } from './tables.ts';
import { asksForAnswer } from './thread-writes.ts';

/**
 * Locks a conversation for writing into it, with what decides whether one may: one writer at a time, so that
 * two replies at the same moment see one another.
 */
export async function lockForWriting(tx: Tx, conversationId: string) {
  await lockConversationRow(tx, conversationId);
  return tx
    .selectFrom('conversation as c')
    .innerJoin('page as p', 'p.id', 'c.pageId')
    .innerJoin('contact as k', 'k.id', 'c.contactId')
    .leftJoin('deskUser as u', 'u.id', 'c.assigneeId')
    .leftJoin('metaApp as o', 'o.appId', 'k.threadOwner')
    .select([
      'c.id',
      'c.kind',
      'c.pageId',
      'c.contactId',
      'c.departmentId',
      'c.status',
      'c.assigneeId',
      'u.name as assigneeName',
      'c.lastMessageAt',
      'c.referrals',
      'k.windowAnchorAt',
      'k.unreachableReason',
      'k.threadOwner',
      'k.threadOwnerAt',
      'o.name as threadOwnerName',
      'k.consent',
      'p.humanAgentAllowed',
      'p.state as pageState',
      'p.stateReason as pageStateReason',
      'p.settings as pageSettings',
    ])
    .select((eb) => eb('p.tokenSealed', 'is not', null).as('pageHasToken'))
    .select(
      sql<{ userId: string; mode: 'internal' | 'public' }[]>`array(
        select json_build_object('userId', t.user_id, 'mode', t.mode) from participant t
        where t.conversation_id = c.id and t.state = 'here'
      )`.as('participants'),
    )
    .where('c.id', '=', conversationId)
    .executeTakeFirst();
}

export type ConversationToWrite = NonNullable<Awaited<ReturnType<typeof lockForWriting>>>;

/** What an author wrote under one id of the browser's, its parts in order. */
export async function findByClientId(db: Db | Tx, authorId: string, clientId: string) {
  return db
    .selectFrom('message as m')
    .select(['m.id', 'm.conversationId', 'm.kind', 'm.text', 'm.quickReplies', 'm.template', 'm.replyToId'])
    .select((eb) =>
      eb
        .selectFrom('attachment as a')
        .whereRef('a.messageId', '=', 'm.id')
        .select(eb.fn.countAll<number>().as('count'))
        .as('attachmentCount'),
    )
    .where('m.authorId', '=', authorId)
    .where('m.clientId', '=', clientId)
    .orderBy('m.partIndex')
    .execute();
}

/** The newest reply by somebody else that stands behind a message in the timeline; undefined when there is none. */
export async function findReplyAfter(
  db: Db | Tx,
  where: { conversationId: string; seenId: string; notBy: string },
): Promise<{ id: string } | undefined> {
  return db
    .selectFrom('message as reply')
    .innerJoin('message as seen', (join) =>
      join.on('seen.id', '=', where.seenId).onRef('seen.conversationId', '=', 'reply.conversationId'),
    )
    .select('reply.id')
    .where('reply.conversationId', '=', where.conversationId)
    .where('reply.kind', '=', 'message')
    .where('reply.direction', '=', 'out')
    .where('reply.authorKind', '!=', 'system')
    .where((eb) => eb.or([eb('reply.authorId', 'is', null), eb('reply.authorId', '!=', where.notBy)]))
    .where(sql<boolean>`(reply.at, reply.id) > (seen.at, seen.id)`)
    .orderBy('reply.at', 'desc')
    .orderBy('reply.id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** A message of a conversation, as something that can be quoted. */
export async function findQuotable(db: Db | Tx, conversationId: string, messageId: string) {
  return db
    .selectFrom('message')
    .select(['id', 'mid'])
    .where('id', '=', messageId)
    .where('conversationId', '=', conversationId)
    .where('kind', '=', 'message')
    .executeTakeFirst();
}

/** What writing into a conversation does to it. */
export interface Touch {
  lastMessage: object;
  at: Date;
  /** The customer has been answered: nothing waits and nothing is unread any more. */
  isAnswer: boolean;
  /** Whose it becomes; absent: it stays as it is. */
  takenBy?: string;
}

/** An answer, in the log of responses: several parts of one are one. */
interface Response {
  messageId: string;
  userId: string;
}

/**
 * Writes messages of ours, their attachments, and what they do to their conversation. The row of the
 * conversation goes along with the messages in one statement, since it stands between the click and the call
 * to Facebook.
 */
export async function insertMessages(
  tx: Tx,
  conversationId: string,
  messages: readonly Insertable<MessageTable>[],
  attachments: readonly Insertable<AttachmentTable>[],
  touch: Touch,
): Promise<void> {
  const response = touch.isAnswer ? responseIn(messages) : null;
  const writing = response ? withResponse(tx, conversationId, response, touch.at) : tx;
  await writing
    .with('touched', (db) =>
      db
        .updateTable('conversation')
        .set((eb) => ({
          version: eb('version', '+', 1),
          lastMessage: JSON.stringify(touch.lastMessage),
          lastMessageAt: touch.at,
          lastActivityAt: eb.fn<Date>('greatest', ['lastActivityAt', eb.val(touch.at)]),
          ...(touch.isAnswer
            ? {
                waitingSince: null,
                unreadCount: 0,
                firstResponseAt: sql<Date | null>`case when waiting_since is null then first_response_at
                  else coalesce(first_response_at, ${touch.at}::timestamptz) end`,
              }
            : {}),
          ...(touch.takenBy
            ? { assigneeId: touch.takenBy, status: 'active' as const, movesAt: touch.at }
            : {}),
          isTouched: true,
        }))
        .where('id', '=', conversationId)
        .returning('id'),
    )
    .insertInto('message')
    .values(messages)
    .execute();
  if (attachments.length > 0) await tx.insertInto('attachment').values(attachments).execute();
}

function responseIn(messages: readonly Insertable<MessageTable>[]): Response | null {
  const first = messages.find(({ kind, authorKind }) => kind === 'message' && authorKind === 'user');
  return first?.authorId ? { messageId: first.id, userId: first.authorId } : null;
}

/** Reads since when the customer waits as it was before the same statement answers them. */
function withResponse(tx: Tx, conversationId: string, response: Response, at: Date) {
  return tx.with('answered', (db) =>
    db
      .insertInto('response')
      .columns([...responseColumns])
      .expression((eb) =>
        eb
          .selectFrom('conversation')
          .select([
            sql<string>`${response.messageId}::uuid`.as('messageId'),
            'id',
            'reopenedCount',
            'pageId',
            'kind',
          ])
          .select(['departmentId', sql<string>`${response.userId}::uuid`.as('userId')])
          .select([sql<Date>`${at}::timestamptz`.as('at'), 'waitingSince'])
          .where('id', '=', conversationId),
      ),
  );
}

const responseColumns = [
  'messageId',
  'conversationId',
  'episode',
  'pageId',
  'kind',
  'departmentId',
  'userId',
  'at',
  'askedAt',
] as const;

/** Notes an answer that is no message yet: a private reply to a comment. Before the waiting is counted anew. */
export async function insertResponse(
  tx: Tx,
  conversationId: string,
  response: Response,
  at: Date,
): Promise<void> {
  await withResponse(tx, conversationId, response, at)
    .updateTable('conversation')
    .set({ firstResponseAt: sql`coalesce(first_response_at, ${at}::timestamptz)` })
    .where('id', '=', conversationId)
    .where('waitingSince', 'is not', null)
    .execute();
}

/**
 * Counts anew since when the customer waits: since the oldest of their messages behind our last one that has
 * not failed. For a live conversation that the caller has locked.
 * @returns false when nothing changed.
 */
export async function recountWaiting(tx: Tx, conversationId: string): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    update conversation
    set waiting_since = counted.since, version = version + 1
    from (
      select min(asked.at) as since
      from message as asked
      where asked.conversation_id = ${conversationId} and asked.kind = 'message' and asked.direction = 'in'
        and not asked.standby and asked.answers is null
        and (${asksForAnswer} or exists (
          select from conversation where id = ${conversationId} and kind = 'messenger'))
        and asked.at > coalesce((
          select max(answer.at)
          from message as answer
          where answer.conversation_id = ${conversationId} and answer.kind = 'message'
            and answer.direction = 'out' and answer.author_kind <> 'system' and answer.status <> 'failed'
        ), '-infinity')
    ) as counted
    where conversation.id = ${conversationId} and conversation.status <> 'closed'
      and conversation.waiting_since is distinct from counted.since
    returning conversation.id
  `.execute(tx);
  return rows.length > 0;
}

/** Removes a message that failed. @returns false when it is not there, or has not failed. */
export async function deleteFailed(tx: Tx, messageId: string): Promise<boolean> {
  const done = await tx
    .deleteFrom('message')
    .where('id', '=', messageId)
    .where('status', '=', 'failed')
    .executeTakeFirst();
  return done.numDeletedRows > 0n;
}

/** What stands last in a conversation, lines about its life aside. */
export async function findLastMessage(tx: Tx, conversationId: string) {
  return tx
    .selectFrom('message as m')
    .select(['m.kind', 'm.text', 'm.direction', 'm.at', 'm.unsupported', 'm.withheld'])
    .select((eb) =>
      eb
        .selectFrom('attachment as a')
        .select('a.kind')
        .whereRef('a.messageId', '=', 'm.id')
        .orderBy('a.position')
        .limit(1)
        .as('firstAttachment'),
    )
    .where('m.conversationId', '=', conversationId)
    .where('m.kind', '!=', 'activity')
    .orderBy('m.at', 'desc')
    .orderBy('m.id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Puts the list row's last line right after a message was removed. */
export async function setLastMessage(
  tx: Tx,
  conversationId: string,
  last: { line: object; at: Date } | null,
): Promise<void> {
  await tx
    .updateTable('conversation')
    .set((eb) => ({
      version: eb('version', '+', 1),
      lastMessage: last === null ? null : JSON.stringify(last.line),
      lastMessageAt: last?.at ?? null,
    }))
    .where('id', '=', conversationId)
    .execute();
}

/** A message with what a retry or a removal must know. */
export async function findOwnMessage(db: Db | Tx, messageId: string) {
  return db
    .selectFrom('message as m')
    .innerJoin('conversation as c', 'c.id', 'm.conversationId')
    .select([
      'm.id',
      'm.conversationId',
      'm.authorId',
      'm.clientId',
      'm.status',
      'm.failure',
      'm.purpose',
      'm.direction',
      'c.departmentId',
      'c.assigneeId',
    ])
    .where('m.id', '=', messageId)
    .executeTakeFirst();
}
