import { sql, type Insertable } from 'kysely';
import { lockConversationRow } from './conversations.ts';
import type { Db, Tx } from './db.ts';
import type { AttachmentTable, MessageTable } from './tables.ts';

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
      'k.windowAnchorAt',
      'k.unreachableReason',
      'p.humanAgentAllowed',
      'p.state as pageState',
      'p.stateReason as pageStateReason',
    ])
    .select((eb) => eb('p.tokenSealed', 'is not', null).as('pageHasToken'))
    .where('c.id', '=', conversationId)
    .executeTakeFirst();
}

export type ConversationToWrite = NonNullable<Awaited<ReturnType<typeof lockForWriting>>>;

/** What an author wrote under one id of the browser's, its parts in order. */
export async function findByClientId(db: Db | Tx, authorId: string, clientId: string) {
  return db
    .selectFrom('message as m')
    .select(['m.id', 'm.conversationId', 'm.kind', 'm.text', 'm.quickReplies', 'm.replyToId'])
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
  await tx
    .with('touched', (db) =>
      db
        .updateTable('conversation')
        .set((eb) => ({
          version: eb('version', '+', 1),
          lastMessage: JSON.stringify(touch.lastMessage),
          lastMessageAt: touch.at,
          lastActivityAt: eb.fn<Date>('greatest', ['lastActivityAt', eb.val(touch.at)]),
          ...(touch.isAnswer ? { waitingSince: null, unreadCount: 0 } : {}),
          ...(touch.takenBy ? { assigneeId: touch.takenBy, status: 'active' as const } : {}),
        }))
        .where('id', '=', conversationId)
        .returning('id'),
    )
    .insertInto('message')
    .values(messages)
    .execute();
  if (attachments.length > 0) await tx.insertInto('attachment').values(attachments).execute();
}

/** All that decides whether and how one message goes out. */
export async function readSendFacts(db: Db | Tx, messageId: string) {
  return db
    .selectFrom('message as m')
    .innerJoin('contact as k', 'k.id', 'm.contactId')
    .innerJoin('page as p', 'p.id', 'm.pageId')
    .innerJoin('metaApp as a', 'a.id', 'p.metaAppId')
    .innerJoin('conversation as c', 'c.id', 'm.conversationId')
    .leftJoin('attachment as f', 'f.messageId', 'm.id')
    .leftJoin('file', 'file.id', 'f.fileId')
    .select([
      'm.id',
      'm.conversationId',
      'm.contactId',
      'm.pageId',
      'm.status',
      'm.direction',
      'm.kind',
      'm.authorKind',
      'm.authorId',
      'm.clientId',
      'm.partIndex',
      'm.partCount',
      'm.text',
      'm.at',
      'm.unknownSince',
      'm.quickReplies',
      'm.replyToMid',
      'c.departmentId',
      'k.psid',
      'k.windowAnchorAt',
      'k.unreachableReason',
      'p.facebookId as pageFacebookId',
      'p.tokenSealed',
      'p.state as pageState',
      'p.stateReason as pageStateReason',
      'p.stateSince as pageStateSince',
      'p.departmentId as pageDepartmentId',
      'p.humanAgentAllowed',
      'p.sendPausedUntil',
      'p.metaAppId',
      'a.appSecretSealed',
      'f.id as attachmentId',
      'f.kind as attachmentKind',
      'f.name as attachmentName',
      'file.sha256',
      'file.sizeBytes',
      'file.mimeType',
    ])
    .where('m.id', '=', messageId)
    .executeTakeFirst();
}

export type SendFacts = NonNullable<Awaited<ReturnType<typeof readSendFacts>>>;

/** Whether every part of the same reply before this one went out. Null of `clientId`: it is no part. */
export async function haveEarlierPartsGone(
  db: Db | Tx,
  part: { authorId: string; clientId: string; partIndex: number },
): Promise<boolean> {
  const waiting = await db
    .selectFrom('message')
    .select('id')
    .where('authorId', '=', part.authorId)
    .where('clientId', '=', part.clientId)
    .where('partIndex', '<', part.partIndex)
    .where('status', 'not in', ['sent', 'delivered', 'read'])
    .limit(1)
    .executeTakeFirst();
  return waiting === undefined;
}

/**
 * The step behind which a message may have left: from here on it is never sent again without knowing. One
 * statement for the change and its news, since it stands between the click and the call to Facebook: 1 round
 * trip in place of 4. Ring the bell for `live` afterwards.
 *
 * What had to wait moves in the timeline to where it is sent; a few seconds count as at once.
 *
 * @returns false when it is no longer queued: somebody else has it, or it is settled.
 */
export async function startSending(
  db: Db,
  message: { id: string; departmentId: string },
  step: { at: Date; ground: string },
): Promise<boolean> {
  const { rows } = await sql<{ messageId: string }>`
    with started as (
      update message
      set status = 'sending', ground = ${step.ground}, version = version + 1,
        at = case when at < ${step.at}::timestamptz - interval '5 s' then ${step.at}::timestamptz else at end
      where id = ${message.id} and status = 'queued'
      returning id, conversation_id
    )
    insert into live_event (at, kind, subject_id, message_id, departments)
    select ${step.at}::timestamptz, 'message.changed', conversation_id, id, array[${message.departmentId}::uuid]
    from started
    returning message_id
  `.execute(db);
  return rows.length > 0;
}

/** Statuses from which a message of ours may still be settled by what Facebook says. */
type Unsettled = 'queued' | 'sending' | 'unknown' | 'failed';

/**
 * Moves a message from one of some statuses to another.
 * @returns false when it was in none of them: an echo or another worker was faster.
 */
export async function moveMessage(
  tx: Tx,
  messageId: string,
  from: readonly Unsettled[],
  to: { status: Unsettled; failure: object | null; unknownSince?: Date },
): Promise<boolean> {
  const done = await tx
    .updateTable('message')
    .set((eb) => ({
      status: to.status,
      failure: to.failure === null ? null : JSON.stringify(to.failure),
      ...(to.unknownSince ? { unknownSince: to.unknownSince } : {}),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', messageId)
    .where('status', 'in', from)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/**
 * Records that a message went out under Meta's id. The status is raised at once by the person's watermarks,
 * since a receipt may have come before the answer; what an echo has told already is kept.
 */
export async function recordSent(
  tx: Tx,
  messageId: string,
  sent: { mid: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    update message
    set mid = coalesce(message.mid, ${sent.mid}),
      status = case
        when message.status not in ('queued', 'sending', 'unknown', 'failed') then message.status
        when contact.read_until >= message.at then 'read'
        when contact.delivered_until >= message.at then 'delivered'
        else 'sent'
      end,
      failure = null,
      sent_at = coalesce(message.sent_at, ${sent.at}::timestamptz),
      delivered_at = coalesce(message.delivered_at,
        case when greatest(contact.delivered_until, contact.read_until) >= message.at then ${sent.at}::timestamptz end),
      read_at = coalesce(message.read_at, case when contact.read_until >= message.at then ${sent.at}::timestamptz end),
      version = message.version + 1
    from contact
    where message.id = ${messageId} and contact.id = message.contact_id
    returning message.id
  `.execute(tx);
  return rows.length > 0;
}

/**
 * Removes the copy of a message that its own echo made before we knew its id (an echo without our mark).
 * @returns the ids that are gone.
 */
export async function removeEchoCopies(
  tx: Tx,
  message: { id: string; pageId: string; mid: string },
): Promise<string[]> {
  const rows = await tx
    .deleteFrom('message')
    .where('pageId', '=', message.pageId)
    .where('mid', '=', message.mid)
    .where('id', '!=', message.id)
    .where('authorKind', '=', 'outside')
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Fails the queued parts of a reply behind one that did not go out. @returns their ids. */
export async function failLaterParts(
  tx: Tx,
  part: { authorId: string; clientId: string; partIndex: number },
  failure: object,
): Promise<string[]> {
  const rows = await tx
    .updateTable('message')
    .set((eb) => ({ status: 'failed', failure: JSON.stringify(failure), version: eb('version', '+', 1) }))
    .where('authorId', '=', part.authorId)
    .where('clientId', '=', part.clientId)
    .where('partIndex', '>', part.partIndex)
    .where('status', '=', 'queued')
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Failed parts of one reply, in order, locked: what a retry takes up again. */
export async function lockFailedParts(tx: Tx, part: { authorId: string; clientId: string }) {
  return tx
    .selectFrom('message')
    .select(['id', 'contactId', 'pageId', 'failure'])
    .where('authorId', '=', part.authorId)
    .where('clientId', '=', part.clientId)
    .where('status', '=', 'failed')
    .orderBy('partIndex')
    .forUpdate()
    .execute();
}

/** Which of Meta's ids are messages that we know of this page. */
export async function findKnownMids(
  db: Db | Tx,
  pageId: string,
  mids: readonly string[],
): Promise<Set<string>> {
  if (mids.length === 0) return new Set();
  const rows = await db
    .selectFrom('message')
    .select('mid')
    .where('pageId', '=', pageId)
    .where('mid', 'in', mids)
    .execute();
  return new Set(rows.flatMap((row) => row.mid ?? []));
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
        and not asked.standby
        and asked.at > coalesce((
          select max(answer.at)
          from message as answer
          where answer.conversation_id = ${conversationId} and answer.kind = 'message'
            and answer.direction = 'out' and answer.status <> 'failed'
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
    .select(['m.kind', 'm.text', 'm.direction', 'm.at', 'm.unsupported'])
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
      'm.direction',
      'c.departmentId',
      'c.assigneeId',
    ])
    .where('m.id', '=', messageId)
    .executeTakeFirst();
}

/** Notes that Facebook refuses messages to a person; cleared when they write. */
export async function markUnreachable(tx: Tx, contactId: string, reason: string): Promise<void> {
  await tx.updateTable('contact').set({ unreachableReason: reason }).where('id', '=', contactId).execute();
}

/**
 * Notes how a page's connection stands, if that is news and the token is still the one that was used.
 * @returns false when nothing changed.
 */
export async function setPageState(
  tx: Tx,
  pageId: string,
  state: {
    state: 'connected' | 'expired' | 'permission-missing' | 'restricted';
    reason: string | null;
    at: Date;
    tokenSealed: string | null;
  },
): Promise<boolean> {
  const done = await tx
    .updateTable('page')
    .set({ state: state.state, stateReason: state.reason, stateSince: state.at })
    .where('id', '=', pageId)
    .where('state', '!=', state.state)
    .where('tokenSealed', 'is not distinct from', state.tokenSealed)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Notes that Meta did not grant the human agent tag to the page's app. @returns false when that is no news. */
export async function withdrawHumanAgent(tx: Tx, pageId: string): Promise<boolean> {
  const done = await tx
    .updateTable('page')
    .set({ humanAgentAllowed: false })
    .where('id', '=', pageId)
    .where('humanAgentAllowed', '=', true)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Stops the sends of one page, or of all pages of its app, until a time; a longer pause stays. */
export async function pauseSends(
  db: Db | Tx,
  where: { pageId: string } | { metaAppId: string },
  until: Date,
): Promise<void> {
  await db
    .updateTable('page')
    .set({ sendPausedUntil: until })
    .where((eb) => ('pageId' in where ? eb('id', '=', where.pageId) : eb('metaAppId', '=', where.metaAppId)))
    .where((eb) => eb.or([eb('sendPausedUntil', 'is', null), eb('sendPausedUntil', '<', until)]))
    .execute();
}
