import { sql } from 'kysely';
import pg from 'pg';
import type { Db, Tx } from './db.ts';

const QUERY_CANCELED = '57014';

/** A statement took longer than it was given. */
export class TimeLimitPassed extends Error {
  override readonly name = 'TimeLimitPassed';
}

/**
 * Does reading whose cost depends on what a person asks for, and stops each of its statements after a while.
 * @throws TimeLimitPassed
 */
export async function withTimeLimit<T>(db: Db, limitMs: number, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await db.transaction().execute(async (tx) => {
      await sql`select set_config('statement_timeout', ${String(limitMs)}, true)`.execute(tx);
      return work(tx);
    });
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === QUERY_CANCELED) {
      throw new TimeLimitPassed(`A statement took longer than ${limitMs} ms.`, { cause: error });
    }
    throw error;
  }
}
