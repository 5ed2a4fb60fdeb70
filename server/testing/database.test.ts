import pg from 'pg';
import { expect, test } from 'vitest';
import { useDatabase } from './database.ts';

const database = useDatabase();

test('a test file has a migrated database of its own', async () => {
  const client = new pg.Client(database.connection);
  await client.connect();
  const { rows } = await client.query(
    'select current_database() as name, count(*)::int as applied from migration',
  );
  await client.end();
  expect(rows[0].name).toBe(database.connection.database);
  expect(rows[0].applied).toBeGreaterThan(0);
});
