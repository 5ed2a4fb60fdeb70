import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { asAdmin } from './as-admin.ts';

/** The PostgreSQL of this test run, and the migrated database that the tests' own are cloned from. */
export interface TestServer {
  host: string;
  port: number;
  user: string;
  password?: string;
  /** Where one may connect to create and drop databases. */
  database: string;
  template: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

export interface TestDatabase {
  /** For `pg` and `openDatabase`; may be read inside tests and hooks, not while the file is collected. */
  readonly connection: TestConnection;
}

export type TestConnection = Omit<TestServer, 'template'>;

const closingPatienceMs = 2_000;
let made = 0;

/**
 * Gives the test file a migrated database of its own, dropped when its tests are done. Call it once, at
 * the top of the file. A connection that is still open after the file's own `afterAll` fails the file.
 */
export function useDatabase(): TestDatabase {
  const name = `test_${process.pid}_${Date.now().toString(36)}_${made++}`;
  let connection: TestConnection | undefined;

  beforeAll(async () => {
    const { template, ...server } = inject('testServer');
    await asAdmin(server, (client) => createClone(client, name, template));
    connection = { ...server, database: name };
  });

  afterAll(async () => {
    if (!connection) return;
    const { template: _, ...server } = inject('testServer');
    const leaked = await asAdmin(server, async (client) => {
      const open = await waitForClosing(client, name);
      await client.query(`drop database ${name} with (force)`);
      return open;
    });
    if (leaked.length > 0) {
      throw new Error(`Connections left open by this file; the last statements: ${leaked.join(' | ')}`);
    }
  });

  return {
    get connection() {
      if (!connection) throw new Error('The database exists in tests and hooks only, not at collection.');
      return connection;
    },
  };
}

/** Copying the files beats copying through the log of writes once a schema has some dozen tables. */
async function createClone(client: pg.Client, name: string, template: string): Promise<void> {
  await client.query(`create database ${name} template ${template} strategy file_copy`);
}

/** A server process ends a moment after its client; only what stays is a leak. */
async function waitForClosing(client: pg.Client, name: string): Promise<string[]> {
  const deadline = performance.now() + closingPatienceMs;
  for (;;) {
    const { rows } = await client.query<{ query: string }>(
      "select query from pg_stat_activity where datname = $1 and backend_type = 'client backend'",
      [name],
    );
    if (rows.length === 0 || performance.now() > deadline) return rows.map((row) => row.query.slice(0, 120));
    await sleep(20);
  }
}
