import { sql } from 'kysely';
import type { Db } from './db.ts';

/**
 * Takes everything out of the database, tables included; migrate it again afterwards. Only for the embedded
 * database, where nothing but ours can be.
 */
export async function clearDatabase(db: Db): Promise<void> {
  await sql`drop schema public cascade`.execute(db);
  await sql`create schema public`.execute(db);
}
