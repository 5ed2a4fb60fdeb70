import { sql } from 'kysely';
import type { Db } from './db.ts';

/** Live events kept however old they are, so that a desk that was away in a quiet time still finds its place. */
const liveEventsKept = 1_000;

/**
 * Removes live events from before a time, the newest thousand excepted. Browsers whose cursor is older fetch
 * everything anew.
 */
export async function pruneLiveLog(db: Db, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from live_event
    where at < ${before}::timestamptz
      and (xid, id) < (select xid, id from live_event order by xid desc, id desc offset ${liveEventsKept - 1} limit 1)
  `.execute(db);
  return Number(numAffectedRows ?? 0n);
}

export async function pruneSessions(db: Db, now: Date): Promise<number> {
  const done = await db.deleteFrom('session').where('expiresAt', '<=', now).executeTakeFirst();
  return Number(done.numDeletedRows);
}

/** Counts of failed sign-ins that no longer block anybody. */
export async function pruneThrottles(db: Db, before: Date): Promise<number> {
  const done = await db
    .deleteFrom('signInThrottle')
    .where('updatedAt', '<', before)
    .where('blockedUntil', '<', before)
    .executeTakeFirst();
  return Number(done.numDeletedRows);
}

/** Reactions, edits and removals whose message never came. */
export async function pruneEarlyMarks(db: Db, before: Date): Promise<number> {
  const done = await db.deleteFrom('earlyMark').where('receivedAt', '<', before).executeTakeFirst();
  return Number(done.numDeletedRows);
}

/** Uploads that were sent or forgotten: what was sent is an attachment by now and keeps its file. */
export async function pruneUploads(db: Db, before: Date): Promise<number> {
  const done = await db.deleteFrom('upload').where('createdAt', '<', before).executeTakeFirst();
  return Number(done.numDeletedRows);
}

export async function pruneSetAside(db: Db, before: Date): Promise<number> {
  const done = await db.deleteFrom('setAside').where('receivedAt', '<', before).executeTakeFirst();
  return Number(done.numDeletedRows);
}
