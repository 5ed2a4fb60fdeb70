import type { Db } from './db.ts';

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
