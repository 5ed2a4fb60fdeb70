import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { useOpenDesk } from '../testing/open-desk.ts';

const desk = useOpenDesk();
const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Tables, columns and whether null is allowed, as `tables.ts` declares them. */
function declared(): Record<string, Record<string, boolean>> {
  const source = readFileSync(new URL('./tables.ts', import.meta.url), 'utf8').replace(
    /\/\*\*[\s\S]*?\*\//g,
    '',
  );
  const bodies = new Map(
    [...source.matchAll(/export interface (\w+Table) \{([\s\S]*?)\n\}/g)].map((found) => [
      found[1],
      found[2],
    ]),
  );
  const list = /export interface Tables \{([\s\S]*?)\n\}/.exec(source)?.[1] ?? '';
  return Object.fromEntries(
    [...list.matchAll(/(\w+): (\w+Table);/g)].map(([, name, type]) => {
      const columns = [...(bodies.get(type) ?? '').matchAll(/^ {2}(\w+):([\s\S]*?);$/gm)];
      const nullable = (kind: string) => /\| null\b|ColumnType<unknown, string \| null/.test(kind);
      return [
        snakeCase(name ?? ''),
        Object.fromEntries(
          columns.map(([, column, kind]) => [snakeCase(column ?? ''), nullable(kind ?? '')]),
        ),
      ];
    }),
  );
}

test('tables.ts tells what the database has: every table, every column, and which may be null', async () => {
  const { rows } = await sql<{ table: string; column: string; isNullable: boolean }>`
    select table_name as "table", column_name as "column", is_nullable = 'YES' as is_nullable
    from information_schema.columns
    where table_schema = 'public'
      and table_name not like 'delivery\_%' and table_name <> 'migration'
      and table_name in (select tablename from pg_tables where schemaname = 'public')
  `.execute(desk.db);
  const found: Record<string, Record<string, boolean>> = {};
  for (const { table, column, isNullable } of rows) (found[table] ??= {})[column] = isNullable;
  expect(Object.keys(found).length).toBeGreaterThan(20);
  expect(found).toEqual(declared());
});
