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

/** By which plans the statements of a connection run. */
const planning = {
  // A plan that is kept was made for the table as it then was: on a desk that grows from nothing to thousands of
  // conversations within a minute, reading it whole still seemed right. Planning anew costs 0.1 ms a statement and more.
  anew: '-c plan_cache_mode=force_custom_plan',
  // Made once, from key to key by the indexes, whatever the tables held then: right for what goes by ids.
  kept: '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off',
};

const siblings = new WeakMap<Db, Db>();

/**
 * The same database by connections that keep their plans: for what stands between a click and its effect, and goes by
 * ids. A reply took 10.7 ms to Facebook with plans made anew, and 7.9 with plans kept (2026-11-26). A statement whose right
 * plan depends on how many rows there are, or whose `on conflict` names a condition with a parameter, does not belong
 * there. A transaction stays where it was begun.
 */
export function withKeptPlans<Place extends Db | Tx>(db: Place): Place {
  return (siblings.get(db) as Place | undefined) ?? db;
}

/**
 * Opens a pool on one PostgreSQL (15 or newer).
 *
 * @param options.maxConnections  16 is as good as 32 on two cores, with a better p99 (measured 2026-11-20).
 * @param options.keptConnections  so many more of those that keep their plans; 0: what asks for them gets the others.
 * @param options.onError  told of connections lost while idle; without a listener they would end the process.
 */
export function openDatabase(
  connection: Connection,
  options: { maxConnections?: number; keptConnections?: number; onError?: (error: Error) => void } = {},
): Database {
  const { maxConnections = 12, keptConnections = 0, onError = () => undefined } = options;
  const pools: pg.Pool[] = [];
  const open = (plans: keyof typeof planning, max: number) => {
    const pool = new pg.Pool({
      options: planning[plans],
      ...connection,
      types,
      max,
      Client: PreparingClient,
      idleTimeoutMillis: 30_000,
    } as pg.PoolConfig);
    pool.on('error', onError);
    pool.on('connect', (client) => client.on('error', onError));
    pools.push(pool);
    const db: Db = new Kysely<Tables>({
      dialect: new PostgresDialect({ pool }),
      plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
    });
    return { db, pool };
  };
  const { db, pool } = open('anew', maxConnections);
  const kept = keptConnections > 0 ? open('kept', keptConnections).db : null;
  if (kept) siblings.set(db, kept);
  return {
    db,
    pool,
    async close() {
      await Promise.all([db.destroy(), kept?.destroy()]);
      // kysely ends a pool only when it has sent a query itself.
      for (const each of pools) if (!each.ending) await each.end();
    },
  };
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
