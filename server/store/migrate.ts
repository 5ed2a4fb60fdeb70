import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import type { Connection } from './db.ts';

/** Any number that only this product takes as an advisory lock: two processes that start at once migrate one after another. */
const MIGRATION_LOCK = 7_243_001;

interface Migration {
  name: string;
  sql: string;
}

/** Reads the migrations in order of their numbers; beside this file in the source, beside the bundle in a build. */
async function readMigrations(): Promise<Migration[]> {
  const folder = new URL('./migrations/', import.meta.url);
  const names = (await readdir(folder)).filter((name) => /^\d{4}-[a-z0-9-]+\.sql$/.test(name)).toSorted();
  return Promise.all(
    names.map(async (name) => ({ name, sql: await readFile(new URL(name, folder), 'utf8') })),
  );
}

/**
 * Brings the database to this version's schema. Forward only, one transaction a migration, safe when several
 * processes start at once: the second waits, then finds nothing to do.
 *
 * @returns names of the migrations that were applied now.
 * @throws Error when the database has migrations that this version does not know (a newer version ran here).
 */
export async function migrate(connection: Connection): Promise<string[]> {
  const migrations = await readMigrations();
  const client = new pg.Client(connection);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(
      'create table if not exists migration (name text primary key, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string }>('select name from migration');
    const applied = new Set(rows.map((row) => row.name));
    const unknown = [...applied].filter((name) => !migrations.some((migration) => migration.name === name));
    if (unknown.length > 0) {
      throw new Error(
        `The database was used by a newer Pagedesk (${unknown.join(', ')} unknown here). Start that version, or restore an older backup.`,
      );
    }
    const pending = migrations.filter((migration) => !applied.has(migration.name));
    for (const migration of pending) await apply(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into migration (name) values ($1)', [migration.name]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration ${migration.name} failed: ${(error as Error).message}`, { cause: error });
  }
}
