import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** Reads one small fact of the installation; undefined when it was never written. */
export async function readFact(db: Db | Tx, name: string): Promise<unknown> {
  const row = await db.selectFrom('installation').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value;
}

/** Writes a fact, over the one before. */
export async function writeFact(db: Db | Tx, name: string, value: unknown): Promise<void> {
  const json = JSON.stringify(value);
  await db
    .insertInto('installation')
    .values({ name, value: json })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: json }))
    .execute();
}

/** Writes a fact unless it is there. @returns the fact as it stands now; the first of two processes wins. */
export async function ensureFact(db: Db | Tx, name: string, value: unknown): Promise<unknown> {
  await db
    .insertInto('installation')
    .values({ name, value: JSON.stringify(value) })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  return readFact(db, name);
}

/** Locks the fact and takes it away. @returns what it was; undefined when somebody was faster. */
export async function takeFact(db: Db | Tx, name: string): Promise<unknown> {
  const row = await db
    .deleteFrom('installation')
    .where('name', '=', name)
    .returning('value')
    .executeTakeFirst();
  return row?.value;
}

/** A lock until the end of the transaction, for the few acts of which only one may run at a time. */
export async function lockInstallation(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(7243002)`.execute(tx);
}
