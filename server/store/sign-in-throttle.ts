import type { Db, Tx } from './db.ts';

export interface ThrottleRow {
  key: string;
  failures: number;
  blockedUntil: Date;
  updatedAt: Date;
}

/**
 * Locks the counters of these keys, which are made when missing, in the order of their names so that two
 * sign-ins never wait for one another in a circle.
 */
export async function lockThrottles(tx: Tx, keys: readonly string[], now: Date): Promise<ThrottleRow[]> {
  const sorted = keys.toSorted();
  await tx
    .insertInto('signInThrottle')
    .values(sorted.map((key) => ({ key, failures: 0, blockedUntil: now, updatedAt: now })))
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  return tx
    .selectFrom('signInThrottle')
    .selectAll()
    .where('key', 'in', sorted)
    .orderBy('key')
    .forUpdate()
    .execute();
}

export async function saveThrottle(tx: Tx, row: ThrottleRow): Promise<void> {
  await tx
    .updateTable('signInThrottle')
    .set({ failures: row.failures, blockedUntil: row.blockedUntil, updatedAt: row.updatedAt })
    .where('key', '=', row.key)
    .execute();
}

/** A sign-in that succeeded clears its counters; with it go those that nobody has touched for long. */
export async function clearThrottles(db: Db | Tx, keys: readonly string[], staleBefore: Date): Promise<void> {
  await db
    .deleteFrom('signInThrottle')
    .where((eb) => eb.or([eb('key', 'in', [...keys]), eb('updatedAt', '<', staleBefore)]))
    .execute();
}
