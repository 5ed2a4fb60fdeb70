import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';
import { rowsOf } from './rows-of.ts';
import { ensureFact, writeFact } from './installation.ts';

const columns = { kind: 'text', subjectId: 'uuid', messageId: 'uuid', departments: 'text' } as const;

/** What changed, in ids: the hub reads the state itself when it tells the browsers. */
export interface NewLiveEvent {
  kind:
    | 'conversation.changed'
    | 'message.added'
    | 'message.changed'
    | 'viewers.changed'
    | 'conversation.details-changed'
    | 'survey.answered'
    | 'colleague.changed'
    | 'department.changed'
    | 'page.changed'
    | 'room.message-added'
    | 'checklist.changed'
    | 'units.changed'
    | 'operating-hours.changed'
    | 'offers.changed'
    | 'bans.changed'
    | 'automated-texts.changed'
    | 'privacy-policy.changed'
    | 'customer.changed'
    | 'customer-fields.changed'
    | 'work-stream.changed'
    | 'presences.changed'
    | 'alert.raised'
    | 'triggers.changed'
    | 'translation.changed'
    | 'notices.changed'
    | 'me.changed';
  /** Conversation, user, department, page, operating hours, ban, work stream, message of the setup room or request of a survey, by kind. */
  subjectId: string;
  messageId?: string;
  /**
   * Departments whose members may hear it; absent: everybody. After a move between departments both the old
   * and the new one, so that those who lost sight of the conversation are told that it is gone.
   */
  departments?: readonly string[];
}

/**
 * Appends to the live log, in the transaction of the change. One statement for any number of events.
 * After the commit the caller rings the bell (`store/bell.ts`), never inside: NOTIFY in a writing
 * transaction caps all writers (400/s on an ordinary disk, measured 2026-11-20).
 */
export async function appendLiveEvents(
  tx: Tx | Db,
  events: readonly NewLiveEvent[],
  at: Date,
): Promise<void> {
  if (events.length > 0) await liveEventInsert(events, at).execute(tx);
}

/** The statement that appends to the live log, to be run as it is or as a part of another one. */
export function liveEventInsert(events: readonly NewLiveEvent[], at: Date) {
  const rows = events.map(({ kind, subjectId, messageId, departments }) => ({
    kind,
    subjectId,
    messageId,
    // An array in an array would have to be a matrix: each goes as its own text.
    departments: departments && `{${departments.join(',')}}`,
  }));
  return sql`
    insert into live_event (at, kind, subject_id, message_id, departments)
    select ${at}::timestamptz, "kind", "subjectId", "messageId", "departments"::uuid[]
    from ${rowsOf(columns, rows)}
  `;
}

/** Notes of messages that this transaction tells of that they are history: shown, and told to nobody else. */
export async function markHistory(tx: Tx, messageIds: readonly string[]): Promise<void> {
  if (messageIds.length === 0) return;
  await sql`
    update live_event set is_history = true
    where xid = pg_current_xact_id() and message_id = any(${messageIds}::uuid[])
  `.execute(tx);
}

/** What a reader of the log is told: ids, and who might hear it. */
export interface LiveLogRow {
  kind: NewLiveEvent['kind'];
  subjectId: string;
  messageId: string | null;
  /** Null: everybody. */
  departments: string[] | null;
}

/** As `readLiveEvents` gives it. */
export interface NewsRow extends LiveLogRow {
  /** A line that was read afterwards and asks nothing of anybody. */
  isHistory: boolean | null;
}

/**
 * A place in the log: a snapshot of PostgreSQL's, `xmin:xmax:running,running`. What it does not see is what comes
 * after it, so that no commit is skipped however late it comes, and none is waited for.
 */
export type LogPosition = string;

/** Where the log stands now. */
export async function readLogPosition(db: Db | Tx): Promise<LogPosition> {
  const { rows } = await sql<{ position: string }>`select pg_current_snapshot()::text as position`.execute(
    db,
  );
  return positionOf(rows);
}

/**
 * Everything that was committed since a place in the log, and the place after it.
 *
 * A transaction is news when the earlier snapshot did not see it: it began after (`xid >= xmax`) or was still
 * running then (named in the list). Both are looked up in the primary key, so that an idle log costs nothing and a
 * long transaction elsewhere delays nobody. Snapshot and rows come from one statement and so from one moment.
 */
export async function readLiveEvents(
  db: Db | Tx,
  since: LogPosition,
): Promise<{ position: LogPosition; events: NewsRow[] }> {
  const { rows } = await sql<NewsRow & { position: string; id: number | null }>`
    with news as (${newsSince(since)})
    select pg_current_snapshot()::text as position,
      news.id, news.kind, news.subject_id, news.message_id, news.departments, news.is_history
    from (values (1)) as always (one)
    left join news on true
    order by news.id
  `.execute(db);
  return { position: positionOf(rows), events: rows.filter((row) => row.id !== null) };
}

/** What was committed between two places, up to `limit` events. */
export async function readLiveEventsBetween(
  db: Db,
  since: LogPosition,
  until: LogPosition,
  limit: number,
): Promise<LiveLogRow[]> {
  const { rows } = await sql<LiveLogRow>`
    select news.kind, news.subject_id, news.message_id, news.departments
    from (${newsSince(since)}) news
    where pg_visible_in_snapshot(news.xid, ${until}::pg_snapshot)
    order by news.id
    limit ${limit}
  `.execute(db);
  return rows;
}

/** What was written since a moment and is seen from a place in the log, up to `limit` events. Index `live_event_at`. */
export async function readRecentLiveEvents(
  db: Db,
  since: Date,
  until: LogPosition,
  limit: number,
): Promise<LiveLogRow[]> {
  const { rows } = await sql<LiveLogRow>`
    select kind, subject_id, message_id, departments
    from live_event
    where at >= ${since} and pg_visible_in_snapshot(xid, ${until}::pg_snapshot)
    order by id
    limit ${limit}
  `.execute(db);
  return rows;
}

function newsSince(position: LogPosition) {
  const [, xmax = '0', running = ''] = position.split(':');
  const still = running === '' ? [] : running.split(',');
  // A restored backup may hold rows of transactions that this server has not reached yet: they are no news.
  return sql`
    select * from live_event
    where xid >= ${xmax}::xid8 and pg_visible_in_snapshot(xid, pg_current_snapshot())
    union all
    select * from live_event where xid = any(${still}::xid8[])
  `;
}

function positionOf(rows: readonly { position: string }[]): LogPosition {
  const [row] = rows;
  if (!row) throw new Error('PostgreSQL told no snapshot.');
  return row.position;
}

/**
 * The name of this log. It changes when the database was restored into another server, whose transactions are
 * counted anew: then positions of before mean nothing.
 */
export async function openLiveLog(db: Db, newEpoch: string): Promise<string> {
  const { rows } = await sql<{ isForeign: boolean }>`
    select exists (
      select from live_event where xid >= pg_snapshot_xmax(pg_current_snapshot())
    ) as is_foreign
  `.execute(db);
  if (rows[0]?.isForeign) {
    await sql`delete from live_event`.execute(db);
    await sql`delete from installation where name = 'event-follower'`.execute(db);
    await writeFact(db, EPOCH_FACT, newEpoch);
  }
  return String(await ensureFact(db, EPOCH_FACT, newEpoch));
}

const EPOCH_FACT = 'live-log-epoch';

/** Forgets events from before a moment that nobody follows any more, up to `limit` of them. @returns how many. */
export async function pruneLiveLog(db: Db, before: Date, limit: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with gone as (
      delete from live_event
      where (xid, id) in (
        select xid, id from live_event
        where at < ${before} and coalesce(pg_visible_in_snapshot(xid, (
          select (value #>> '{}')::pg_snapshot from installation where name = 'event-follower')), true)
        order by at limit ${limit})
      returning 1
    )
    select count(*)::int as count from gone
  `.execute(db);
  return rows[0]?.count ?? 0;
}
