import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import { seesDepartment } from './sight.ts';

type Status = 'open' | 'active' | 'waiting' | 'wrapup' | 'closed';

/** What decides whether an act on a conversation is allowed. */
export type LockedConversation = NonNullable<Awaited<ReturnType<typeof lockConversation>>>;

/** The conversation's row, locked until the end of the transaction: of two acts at once the second sees the first. */
export async function lockConversation(tx: Tx, id: string) {
  await lockConversationRow(tx, id);
  return tx
    .selectFrom('conversation as c')
    .leftJoin('deskUser as u', 'u.id', 'c.assigneeId')
    .select([
      'c.id',
      'c.status',
      'c.departmentId',
      'c.assigneeId',
      'u.name as assigneeName',
      'c.contactId',
      'c.pageId',
      'c.kind',
      'c.mode',
      'c.units',
      'c.workStreamId',
      'c.unreadCount',
      'c.lastActivityAt',
      'c.wakesAt',
    ])
    .where('c.id', '=', id)
    .executeTakeFirst();
}

/**
 * Locks a conversation's row, so that what is read of it afterwards stays true until the commit. A statement of its
 * own: one that locks and joins at once would, after waiting, show the new row beside the old rows of the others.
 */
export async function lockConversationRow(tx: Tx, conversationId: string): Promise<void> {
  await tx
    .selectFrom('conversation')
    .select('id')
    .where('id', '=', conversationId)
    .forUpdate()
    .executeTakeFirst();
}

/** Where a conversation is; undefined when there is none. */
export async function findConversation(db: Db | Tx, id: string) {
  return db
    .selectFrom('conversation')
    .select(['id', 'departmentId', 'contactId', 'assigneeId', 'status'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The ticket of the same thread before this one; undefined when there is none. */
export async function findPrevious(db: Db | Tx, id: string) {
  return db
    .selectFrom('conversation as c')
    .innerJoin('conversation as previous', 'previous.id', 'c.previousId')
    .select(['previous.id', 'previous.number', 'previous.departmentId'])
    .where('c.id', '=', id)
    .executeTakeFirst();
}

/** The ticket that followed this one; undefined when there is none. Index `conversation_previous`. */
export async function findNext(db: Db | Tx, id: string) {
  return db
    .selectFrom('conversation')
    .select(['id', 'number', 'departmentId'])
    .where('previousId', '=', id)
    .orderBy('openedAt')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}

/** Changes a locked conversation; its version grows by one, and it moves up in the list to `at`. */
export async function updateConversation(
  tx: Tx,
  id: string,
  change: {
    status: Status;
    assigneeId: string | null;
    at: Date;
    closedBy?: string | null;
    isReopening?: boolean;
    /** When the clock moves it on; absent: never. */
    dueAt?: Date | null;
    /** When it comes back by itself; absent: it does not. */
    wakesAt?: Date | null;
    /** Another department gets it. */
    toDepartmentId?: string;
    /** Of what was handed over and waits, 1 to 30; absent: as it is while it waits, and none once somebody has it. */
    handedPriority?: number;
    /** Why its agent does not have it any more, when nobody does; absent: they gave it back or handed it on, if it was anybody's. */
    cameBackBecause?: 'lost';
    /** Nobody did anything: it keeps its place in the list. */
    isByClock?: boolean;
  },
): Promise<void> {
  const isClosed = change.status === 'closed';
  const isOver = isClosed || change.status === 'wrapup';
  await tx
    .updateTable('conversation')
    .set((eb) => ({
      version: eb('version', '+', 1),
      movesAt: change.at,
      status: change.status,
      assigneeId: change.assigneeId,
      lastAssigneeId: sql<string | null>`case when assignee_id is distinct from ${change.assigneeId}::uuid
        then coalesce(assignee_id, last_assignee_id) else last_assignee_id end`,
      cameBackBecause:
        change.assigneeId === null && !isClosed
          ? (change.cameBackBecause ??
            // What was nobody's was handed on by nobody: its last agent may have it as before.
            sql<'handed-on'>`case when assignee_id is null then came_back_because else 'handed-on' end`)
          : null,
      ...(change.isByClock
        ? {}
        : { lastActivityAt: eb.fn<Date>('greatest', ['lastActivityAt', eb.val(change.at)]) }),
      handedPriority:
        change.assigneeId !== null || isOver ? null : (change.handedPriority ?? eb.ref('handedPriority')),
      dueAt: change.dueAt ?? null,
      wakesAt: change.wakesAt ?? null,
      ...(change.toDepartmentId === undefined
        ? {}
        : { departmentId: change.toDepartmentId, transferCount: eb('transferCount', '+', 1) }),
      closedAt: isClosed ? change.at : null,
      closedBy: isClosed ? (change.closedBy ?? null) : null,
      ...(isOver ? { waitingSince: null, unreadCount: 0 } : {}),
      // Begun by us: from now on it is closed like any other, and the customer's word reopens it by the same rules.
      ...(change.isReopening ? { reopenedCount: eb('reopenedCount', '+', 1), awaitsCustomer: false } : {}),
    }))
    .where('id', '=', id)
    .execute();
}

/**
 * Conversations whose time has come, in the order of their ids, locked; those that somebody holds are left for the
 * next time. Index `conversation_due`.
 */
export async function lockDue(tx: Tx, now: Date, most: number): Promise<LockedConversation[]> {
  return lockedRows(
    tx,
    sql`status in ('waiting', 'wrapup') and due_at <= ${now}::timestamptz
      order by due_at, id limit ${most}`,
  );
}

/** Those that nobody has touched since a time of their page's, likewise. Index `conversation_idle`. */
export async function lockIdle(
  tx: Tx,
  page: { id: string; idleSince: Date },
  most: number,
): Promise<LockedConversation[]> {
  return lockedRows(
    tx,
    sql`status in ('open', 'active') and last_activity_at < ${page.idleSince}::timestamptz and page_id = ${page.id}
      order by last_activity_at, id limit ${most}`,
  );
}

/** Which of these still wait for somebody, locked; those that somebody holds are passed over. */
export async function lockWaiting(tx: Tx, ids: readonly string[]): Promise<LockedConversation[]> {
  if (ids.length === 0) return [];
  return lockedRows(
    tx,
    sql`id = any(${ids}::uuid[]) and status = 'open' and assignee_id is null order by id`,
  );
}

async function lockedRows(tx: Tx, which: ReturnType<typeof sql>): Promise<LockedConversation[]> {
  const { rows } = await sql<LockedConversation>`
    with found as (
      select id from conversation where ${which} for update skip locked
    )
    select c.id, c.status, c.department_id, c.assignee_id, u.name as assignee_name, c.contact_id, c.page_id, c.kind,
      c.mode, c.units,
      c.unread_count, c.last_activity_at, c.wakes_at
    from found
    join conversation c on c.id = found.id
    left join desk_user u on u.id = c.assignee_id
    order by c.id
  `.execute(tx);
  return rows;
}

/** Puts off when the clock moves it on. */
export async function setDue(tx: Tx, id: string, dueAt: Date): Promise<void> {
  await tx.updateTable('conversation').set({ dueAt }).where('id', '=', id).execute();
}

/** Nothing is unread any more. @returns false when nothing was. */
export async function clearUnread(tx: Tx, id: string): Promise<boolean> {
  const row = await tx
    .updateTable('conversation')
    .set((eb) => ({ version: eb('version', '+', 1), unreadCount: 0 }))
    .where('id', '=', id)
    .where('unreadCount', '>', 0)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes a system line into the timeline. */
export async function insertActivity(
  tx: Tx,
  line: {
    id: string;
    conversation: { id: string; pageId: string; contactId: string };
    authorId: string | null;
    activity: object;
    at: Date;
  },
): Promise<void> {
  await tx
    .insertInto('message')
    .values({
      id: line.id,
      conversationId: line.conversation.id,
      pageId: line.conversation.pageId,
      contactId: line.conversation.contactId,
      kind: 'activity',
      authorKind: 'system',
      authorId: line.authorId,
      at: line.at,
      createdAt: line.at,
      activity: JSON.stringify(line.activity),
    })
    .execute();
}

/** The contact's conversation that is not closed: at most one. */
export async function findLiveConversation(db: Db | Tx, contactId: string) {
  return db
    .selectFrom('conversation')
    .select(['id', 'number', 'departmentId'])
    .where('contactId', '=', contactId)
    .where('kind', '=', 'messenger')
    .where('status', '<>', 'closed')
    .executeTakeFirst();
}

/** The conversation that is live in place of this one: of the same person, or of the same thread of comments. */
export async function findLiveBeside(db: Db | Tx, id: string) {
  return db
    .selectFrom('conversation as c')
    .innerJoin('conversation as live', (join) =>
      join
        .onRef('live.contactId', '=', 'c.contactId')
        .onRef('live.kind', '=', 'c.kind')
        .on('live.status', '<>', 'closed')
        .onRef('live.id', '<>', 'c.id'),
    )
    .select(['live.id', 'live.number', 'live.departmentId'])
    .where('c.id', '=', id)
    .where((eb) => eb.or([eb('c.kind', '=', 'messenger'), eb('live.threadId', '=', eb.ref('c.threadId'))]))
    .executeTakeFirst();
}

/** The contact's other conversations in the departments in sight, newest first, at most 20. */
export async function listEarlier(
  db: Db | Tx,
  conversation: { id: string; contactId: string },
  sight: 'all' | readonly string[],
) {
  let query = db
    .selectFrom('conversation')
    .select(['id', 'number', 'status', 'openedAt', 'closedAt', 'lastMessage'])
    .where('contactId', '=', conversation.contactId)
    .where('id', '<>', conversation.id);
  if (sight !== 'all') query = query.where('departmentId', '=', (eb) => eb.fn.any(eb.val(sight)));
  return query.orderBy('openedAt', 'desc').orderBy('id', 'desc').limit(20).execute();
}

/** Who has these conversations open now, each person once, by name. */
export async function listViewers(
  db: Db | Tx,
  ids: readonly string[],
): Promise<{ conversationId: string; id: string; name: string }[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ conversationId: string; id: string; name: string }>`
    select distinct s.viewing as conversation_id, u.id, u.name
    from desk_socket s
    join desk_user u on u.id = s.user_id
    where s.viewing = any(${ids}::uuid[])
    order by u.name, u.id
  `.execute(db);
  return rows;
}

/** A user who may be given a conversation: enabled, and able to see its department. */
export async function findAssignable(
  db: Db | Tx,
  userId: string,
  departmentId: string,
): Promise<{ id: string; name: string; isAtDesk: boolean } | undefined> {
  const { rows } = await sql<{ id: string; name: string; isAtDesk: boolean }>`
    select u.id, u.name,
      u.presence_choice <> 'offline' and exists (select from desk_socket s where s.user_id = u.id) as is_at_desk
    from desk_user u join department d on d.id = ${departmentId}
    where u.id = ${userId} and u.disabled_at is null and ${seesDepartment}
  `.execute(db);
  return rows[0];
}

/**
 * Takes from these users the conversations that they may not see any more, or all when they are disabled; they
 * are open again. Locked in the order of their ids, as every other batch does.
 */
export async function releaseLost(
  tx: Tx,
  userIds: readonly string[],
  at: Date,
): Promise<{ id: string; pageId: string; contactId: string; departmentId: string }[]> {
  const { rows } = await sql<{ id: string; pageId: string; contactId: string; departmentId: string }>`
    with lost as (
      select c.id
      from conversation c
      join desk_user u on u.id = c.assignee_id
      join department d on d.id = c.department_id
      where c.assignee_id = any(${userIds}::uuid[]) and c.status <> 'closed'
        and (u.disabled_at is not null or not ${seesDepartment})
      order by c.id
      for update of c
    )
    update conversation c
    set version = c.version + 1, status = 'open', assignee_id = null, last_assignee_id = c.assignee_id,
      moves_at = ${at}::timestamptz,
      came_back_because = 'lost',
      last_activity_at = greatest(c.last_activity_at, ${at})
    from lost
    where c.id = lost.id
    returning c.id, c.page_id, c.contact_id, c.department_id
  `.execute(tx);
  return rows;
}
