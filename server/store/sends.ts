import { sql } from 'kysely';
import { withKeptPlans, type Db, type Tx } from './db.ts';

/** All that decides whether and how one message goes out. */
export async function readSendFacts(db: Db | Tx, messageId: string) {
  return withKeptPlans(db)
    .selectFrom('message as m')
    .innerJoin('contact as k', 'k.id', 'm.contactId')
    .innerJoin('page as p', 'p.id', 'm.pageId')
    .innerJoin('metaApp as a', 'a.id', 'p.metaAppId')
    .innerJoin('conversation as c', 'c.id', 'm.conversationId')
    .leftJoin('deskUser as author', 'author.id', 'm.authorId')
    .leftJoin('comment as answered', 'answered.messageId', 'm.replyToId')
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
      'm.template',
      'm.replyToMid',
      'c.departmentId',
      'c.referrals',
      'c.kind as conversationKind',
      'answered.facebookId as answeredFacebookId',
      'k.psid',
      'k.windowAnchorAt',
      'k.unreachableReason',
      'k.threadOwner',
      'k.threadOwnerAt',
      'p.facebookId as pageFacebookId',
      'p.tokenSealed',
      'p.state as pageState',
      'p.stateReason as pageStateReason',
      'p.stateSince as pageStateSince',
      'p.departmentId as pageDepartmentId',
      'p.humanAgentAllowed',
      'p.sendPausedUntil',
      'p.metaAppId',
      'p.settings as pageSettings',
      'author.name as authorName',
      'author.nickname as authorNickname',
      'author.userName as authorUserName',
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
  `.execute(withKeptPlans(db));
  return rows.length > 0;
}

/** What a message of ours is for that goes out under the human agent tag after all. */
export async function writePurpose(tx: Tx, messageId: string, purpose: object): Promise<void> {
  await tx
    .updateTable('message')
    .set({ purpose: JSON.stringify(purpose) })
    .where('id', '=', messageId)
    .execute();
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
 * Locks the person's row: a receipt that is being applied at this moment is waited for, and one that comes later
 * finds the message as sent. Taken before the message's own row, in the order in which intake takes them.
 */
export async function lockReceipts(tx: Tx, contactId: string): Promise<void> {
  await tx.selectFrom('contact').select('id').where('id', '=', contactId).forNoKeyUpdate().execute();
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
  const ids = rows.map((row) => row.id);
  // The copy had answered the customer in place of the message itself, which is noted already.
  if (ids.length > 0) await tx.deleteFrom('response').where('messageId', 'in', ids).execute();
  return ids;
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
