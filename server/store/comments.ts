import { sql } from 'kysely';
import { lockConversationRow } from './conversations.ts';
import type { Db, Tx } from './db.ts';
import type { CommentActTable, CommentTable } from './tables.ts';

/** A page's key to the Graph API, as it lies in the database, and what stands in its way. */
export async function readPageKey(db: Db | Tx, pageId: string) {
  return db
    .selectFrom('page as p')
    .innerJoin('metaApp as a', 'a.id', 'p.metaAppId')
    .select([
      'p.id as pageId',
      'p.facebookId as pageFacebookId',
      'p.tokenSealed',
      'p.state as pageState',
      'p.metaAppId',
      'a.appSecretSealed',
    ])
    .where('p.id', '=', pageId)
    .executeTakeFirst();
}

/** A comment with what decides what may be done with it. Its conversation is locked, when there is one. */
export async function lockComment(tx: Tx, messageId: string) {
  const place = await tx
    .selectFrom('message')
    .select('conversationId')
    .where('id', '=', messageId)
    .executeTakeFirst();
  if (!place) return undefined;
  await lockConversationRow(tx, place.conversationId);
  return tx
    .selectFrom('message as m')
    .innerJoin('comment as c', 'c.messageId', 'm.id')
    .innerJoin('conversation as v', 'v.id', 'm.conversationId')
    .innerJoin('page as p', 'p.id', 'm.pageId')
    .innerJoin('contact as k', 'k.id', 'm.contactId')
    .leftJoin('deskUser as u', 'u.id', 'v.assigneeId')
    .select([
      'm.id',
      'm.conversationId',
      'm.pageId',
      'm.contactId',
      'm.direction',
      'm.at',
      'm.unsentAt',
      'c.facebookId',
      'c.origin',
      'c.threadId',
      'v.departmentId',
      'v.status',
      'v.assigneeId',
      'u.name as assigneeName',
      'k.psid',
      'p.state as pageState',
      'p.stateReason as pageStateReason',
    ])
    .select((eb) => eb('p.tokenSealed', 'is not', null).as('pageHasToken'))
    .where('m.id', '=', messageId)
    .executeTakeFirst();
}

export type LockedComment = NonNullable<Awaited<ReturnType<typeof lockComment>>>;

export type ActKind = CommentActTable['kind'];

/** An act of the same kind that has not come to its end. */
export async function findOpenAct(tx: Tx, messageId: string, kind: ActKind): Promise<string | undefined> {
  const row = await tx
    .selectFrom('commentAct')
    .select('id')
    .where('messageId', '=', messageId)
    .where('kind', '=', kind)
    .where('status', 'in', ['queued', 'doing'])
    .executeTakeFirst();
  return row?.id;
}

/** What an author asked for under one id of the browser's. */
export async function findActByClientId(tx: Tx, authorId: string, clientId: string) {
  return tx
    .selectFrom('commentAct')
    .select(['id', 'messageId', 'text'])
    .where('authorId', '=', authorId)
    .where('clientId', '=', clientId)
    .executeTakeFirst();
}

/** The private reply that stands on a comment, or is on its way. */
export async function findPrivateReply(tx: Tx, messageId: string) {
  return tx
    .selectFrom('commentAct')
    .select(['id', 'status'])
    .where('messageId', '=', messageId)
    .where('kind', '=', 'private-reply')
    .where('status', '!=', 'failed')
    .executeTakeFirst();
}

export async function insertAct(
  tx: Tx,
  act: {
    id: string;
    messageId: string;
    pageId: string;
    kind: ActKind;
    authorId: string | null;
    clientId: string | null;
    text: string | null;
    createdAt: Date;
  },
): Promise<void> {
  await tx
    .insertInto('commentAct')
    .values({ ...act, status: 'queued' })
    .execute();
}

/** An act with all that is needed to do it. */
export async function readAct(db: Db | Tx, actId: string) {
  return db
    .selectFrom('commentAct as a')
    .innerJoin('message as m', 'm.id', 'a.messageId')
    .innerJoin('comment as c', 'c.messageId', 'm.id')
    .innerJoin('conversation as v', 'v.id', 'm.conversationId')
    .innerJoin('contact as k', 'k.id', 'm.contactId')
    .innerJoin('page as p', 'p.id', 'm.pageId')
    .innerJoin('metaApp as app', 'app.id', 'p.metaAppId')
    .leftJoin('deskUser as u', 'u.id', 'a.authorId')
    .select([
      'a.id',
      'a.messageId',
      'a.kind',
      'a.status',
      'a.text',
      'a.authorId',
      'u.name as authorName',
      'a.startedAt',
      'a.unknownSince',
      'a.createdAt',
      'm.conversationId',
      'm.contactId',
      'm.pageId',
      'm.mid',
      'm.at',
      'm.unsentAt',
      'c.facebookId',
      'c.origin',
      'c.threadId',
      'v.departmentId',
      'k.psid',
      'p.facebookId as pageFacebookId',
      'p.tokenSealed',
      'p.state as pageState',
      'p.sendPausedUntil',
      'p.metaAppId',
      'app.appSecretSealed',
      'app.appId',
    ])
    .where('a.id', '=', actId)
    .executeTakeFirst();
}

export type ActFacts = NonNullable<Awaited<ReturnType<typeof readAct>>>;

/** Moves an act from one of some statuses to another. @returns false when it was in none of them. */
export async function moveAct(
  tx: Db | Tx,
  actId: string,
  from: readonly CommentActTable['status'][],
  to: {
    status: CommentActTable['status'];
    failure?: object | null;
    startedAt?: Date;
    unknownSince?: Date;
    doneAt?: Date;
    replyMessageId?: string | null;
  },
): Promise<boolean> {
  const { failure, ...rest } = to;
  const done = await tx
    .updateTable('commentAct')
    .set({ ...rest, failure: failure ? JSON.stringify(failure) : null })
    .where('id', '=', actId)
    .where('status', 'in', from)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Adds what was done here to a comment's history. */
export async function addHistory(
  tx: Tx,
  messageIds: readonly string[],
  entry: { verb: 'hide' | 'unhide' | 'remove'; at: Date; by: string },
): Promise<void> {
  await sql`
    update comment set history = history || ${JSON.stringify([entry])}::jsonb
    where message_id = any(${messageIds}::uuid[])
  `.execute(tx);
}

/** Marks comments as removed. @returns ids of those that were not. */
export async function markRemoved(tx: Tx, messageIds: readonly string[], at: Date): Promise<string[]> {
  const rows = await tx
    .updateTable('message')
    .set((eb) => ({ unsentAt: at, version: eb('version', '+', 1) }))
    .where('id', 'in', messageIds)
    .where('unsentAt', 'is', null)
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** The comments that stand under one: Facebook removes them with it. */
export async function listRepliesTo(
  tx: Tx,
  comment: { threadId: string; mid: string | null },
): Promise<{ id: string; conversationId: string; departmentId: string }[]> {
  if (comment.mid === null) return [];
  return tx
    .selectFrom('message as m')
    .innerJoin('comment as c', 'c.messageId', 'm.id')
    .innerJoin('conversation as v', 'v.id', 'm.conversationId')
    .select(['m.id', 'm.conversationId', 'v.departmentId'])
    .where('c.threadId', '=', comment.threadId)
    .where('m.replyToMid', '=', comment.mid)
    .execute();
}

/** Gives a comment of ours what only comments have, once its id is known. */
export async function insertOwnComment(
  tx: Tx,
  comment: { messageId: string; facebookId: string },
): Promise<void> {
  await sql`
    insert into comment (message_id, thread_id, facebook_id, origin)
    select m.id, v.thread_id, ${comment.facebookId}, 'comment'
    from message as m join conversation as v on v.id = m.conversation_id
    where m.id = ${comment.messageId} and v.thread_id is not null
    on conflict (message_id) do nothing
  `.execute(tx);
}

/** What a public reply answers when nothing else is said: what the thread begins with, else who spoke last. */
export async function findAnswerable(tx: Tx, conversationId: string) {
  const { rows } = await sql<{ id: string; mid: string; facebookId: string; unsentAt: Date | null }>`
    select m.id, m.mid, c.facebook_id, m.unsent_at
    from message as m
    join comment as c on c.message_id = m.id
    join comment_thread as t on t.id = c.thread_id
    where m.conversation_id = ${conversationId} and m.mid is not null
    order by (m.unsent_at is null) desc, (m.mid = t.root_key) desc, (m.direction = 'in') desc, m.at desc
    limit 1
  `.execute(tx);
  return rows[0];
}

/** A comment of a conversation, as something that can be answered in public. */
export async function findComment(tx: Tx, conversationId: string, messageId: string) {
  return tx
    .selectFrom('message as m')
    .innerJoin('comment as c', 'c.messageId', 'm.id')
    .select(['m.id', 'm.mid', 'c.facebookId', 'm.unsentAt'])
    .where('m.id', '=', messageId)
    .where('m.conversationId', '=', conversationId)
    .executeTakeFirst();
}

/** Names who wrote what intake took for a message from elsewhere. @returns its id; undefined when it is not there. */
export async function claimPrivateReply(
  tx: Tx,
  reply: { pageId: string; mid: string; authorId: string },
): Promise<{ id: string; conversationId: string; contactId: string } | undefined> {
  return tx
    .updateTable('message')
    .set((eb) => ({
      authorKind: 'user',
      authorId: reply.authorId,
      ground: 'private-reply',
      version: eb('version', '+', 1),
    }))
    .where('pageId', '=', reply.pageId)
    .where('mid', '=', reply.mid)
    .returning(['id', 'conversationId', 'contactId'])
    .executeTakeFirst();
}

/** The message in Messenger that a private reply of unknown fate became, told back by Facebook. */
export async function findPrivateEcho(
  tx: Tx,
  reply: { pageId: string; text: string; since: Date },
): Promise<{ mid: string; psid: string } | undefined> {
  const row = await tx
    .selectFrom('message as m')
    .innerJoin('contact as k', 'k.id', 'm.contactId')
    .select(['m.mid', 'k.psid'])
    .where('m.pageId', '=', reply.pageId)
    .where('m.authorKind', '=', 'outside')
    .where('m.text', '=', reply.text)
    .where('m.createdAt', '>=', reply.since)
    .where('k.identity', '=', 'messenger')
    .orderBy('m.createdAt')
    .limit(1)
    .executeTakeFirst();
  return row === undefined || row.mid === null ? undefined : { mid: row.mid, psid: row.psid };
}

/** Records that a commenter and a person in Messenger are one, or are not. What Facebook proved stays. */
export async function sayLikeness(
  tx: Tx,
  likeness: {
    commenterId: string;
    messengerId: string;
    isSame: boolean;
    because: 'private-reply' | 'said';
    saidBy: string | null;
    at: Date;
  },
): Promise<void> {
  await tx
    .insertInto('contactLikeness')
    .values(likeness)
    .onConflict((on) =>
      on
        .columns(['commenterId', 'messengerId'])
        .doUpdateSet((eb) => ({
          isSame: eb.ref('excluded.isSame'),
          because: eb.ref('excluded.because'),
          saidBy: eb.ref('excluded.saidBy'),
          at: eb.ref('excluded.at'),
        }))
        .where((eb) =>
          eb.or([eb('contactLikeness.because', '=', 'said'), eb('excluded.because', '=', 'private-reply')]),
        ),
    )
    .execute();
}

export type CommentOrigin = CommentTable['origin'];
