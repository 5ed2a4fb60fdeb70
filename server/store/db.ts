import { CamelCasePlugin, Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { Tables } from './tables.ts';

/** The database outside a transaction. A store function takes `Db | Tx` first and works in both. */
export type Db = Kysely<Tables>;
/** An open transaction. */
export type Tx = Transaction<Tables>;

/** How to reach PostgreSQL: what `pg` takes, the host a socket folder for the embedded one. */
export type Connection = pg.ClientConfig;

export interface Database {
  db: Db;
  /** Same connections without the query builder: for the few hot statements that are written whole. */
  pool: pg.Pool;
  /** Waits for queries under way, then closes every connection. */
  close(): Promise<void>;
}

/** Statement texts that get a name of their own; beyond this many the rest stays unnamed, so that memory is bounded. */
const MAX_NAMED_STATEMENTS = 800;
const statementNames = new Map<string, string>();

function statementName(text: string): string | undefined {
  const known = statementNames.get(text);
  if (known !== undefined) return known;
  if (statementNames.size >= MAX_NAMED_STATEMENTS) return undefined;
  const name = `s${statementNames.size}`;
  statementNames.set(text, name);
  return name;
}

/**
 * A connection that prepares every statement with parameters once and repeats it by name.
 * Measured on 2 cores with 8 connections: 16,259 inserts/s named against 8,901 unnamed (2026-11-20).
 */
class PreparingClient extends pg.Client {
  override query(...args: unknown[]): never {
    const [text, values] = args;
    if (typeof text === 'string' && Array.isArray(values)) {
      const name = statementName(text);
      if (name !== undefined) args.splice(0, 2, { name, text, values });
    }
    // The overloads of pg.Client.query cannot be spelled by one implementation; arguments pass through unchanged.
    return (super.query as (...args: unknown[]) => never)(...args);
  }
}

const INT8 = 20;
const NUMERIC = 1700;
/** bigint and numeric as numbers: our identities stay far below 2^53; ids of Meta are text. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === INT8 || oid === NUMERIC) return Number;
    return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
  },
} as pg.CustomTypesConfig;

/**
 * Opens a pool on one PostgreSQL (15 or newer).
 *
 * @param options.maxConnections  16 is as good as 32 on two cores, with a better p99 (measured 2026-11-20).
 * @param options.onError  told of connections lost while idle; without a listener they would end the process.
 */
export function openDatabase(
  connection: Connection,
  options: { maxConnections?: number; onError?: (error: Error) => void } = {},
): Database {
  const pool = new pg.Pool({
    // A plan that is kept was made for the table as it then was: on a desk that grows from nothing to thousands of
    // conversations within a minute, reading it whole still seemed right. Planning anew costs 0.1 ms a statement.
    options: '-c plan_cache_mode=force_custom_plan',
    ...connection,
    types,
    max: options.maxConnections ?? 16,
    Client: PreparingClient,
    idleTimeoutMillis: 30_000,
  } as pg.PoolConfig);
  const onError = options.onError ?? (() => undefined);
  pool.on('error', onError);
  pool.on('connect', (client) => client.on('error', onError));
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  return { db, pool, close: () => closeBoth(db, pool) };
}

/** kysely ends the pool only when it has sent a query itself. */
async function closeBoth(db: Db, pool: pg.Pool): Promise<void> {
  await db.destroy();
  if (!pool.ending) await pool.end();
}

/** A single connection outside the pool, for LISTEN and for advisory locks that last as long as the process. */
export async function openConnection(
  connection: Connection,
  onError: (error: Error) => void,
): Promise<pg.Client> {
  const client = new PreparingClient({ ...connection, types, keepAlive: true });
  client.on('error', onError);
  await client.connect();
  return client;
}
