import { afterAll, beforeAll } from 'vitest';
import { FakeClock } from '../kit/clock.ts';
import { createUuidV7 } from '../kit/uuidv7.ts';
import { openBell, type Bell } from '../store/bell.ts';
import { openDatabase, type Database, type Db } from '../store/db.ts';
import { useDatabase, type TestDatabase } from './database.ts';

export interface OpenDesk {
  readonly database: TestDatabase;
  readonly db: Db;
  readonly bell: Bell;
  readonly clock: FakeClock;
  readonly newId: () => string;
}

/** A database of the file's own, opened, with a bell and a clock that stands still. Call it at the top of the file. */
export function useOpenDesk(): OpenDesk {
  const database = useDatabase();
  const clock = new FakeClock();
  const newId = createUuidV7(clock);
  let opened: { database: Database; bell: Bell } | undefined;

  beforeAll(async () => {
    const pool = openDatabase(database.connection, { maxConnections: 8, keptConnections: 4 });
    const bell = await openBell(pool, database.connection, { processId: newId(), onError: () => {} });
    opened = { database: pool, bell };
  });
  afterAll(async () => {
    await opened?.bell.close();
    await opened?.database.close();
  });

  const must = () => {
    if (!opened) throw new Error('The desk is open in tests and hooks only.');
    return opened;
  };
  return {
    database,
    clock,
    newId,
    get db() {
      return must().database.db;
    },
    get bell() {
      return must().bell;
    },
  };
}
