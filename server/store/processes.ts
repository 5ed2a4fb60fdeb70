import { sql } from 'kysely';
import type { Db } from './db.ts';

/** How often a process says that it lives; three missed times and more make it a dead one. */
export const processBeatMs = 5_000;
/** A process not heard of for so long is dead: its open desks are closed with its row. */
export const processDeadAfterMs = 30_000;

/**
 * Says that a process lives: at its start, and every {@link processBeatMs}. Writes the row again if others
 * took it for dead, as after a suspended machine.
 */
export async function beatProcess(
  db: Db,
  process: { id: string; startedAt: Date; runsWorker: boolean },
  now: Date,
): Promise<void> {
  await db
    .insertInto('process')
    .values({ ...process, seenAt: now })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ seenAt: now }))
    .execute();
}

/** Takes a process' leave; its open desks go with it. */
export async function removeProcess(db: Db, id: string): Promise<void> {
  await db.deleteFrom('process').where('id', '=', id).execute();
}

/**
 * Removes the processes that are dead, with their open desks. Rows that somebody else is removing are left to them.
 *
 * @returns their ids.
 */
export async function pruneProcesses(db: Db, now: Date): Promise<string[]> {
  const deadline = new Date(now.getTime() - processDeadAfterMs);
  const { rows } = await sql<{ id: string }>`
    delete from process
    where id in (select id from process where seen_at < ${deadline} order by id for update skip locked)
    returning id
  `.execute(db);
  return rows.map((row) => row.id);
}
