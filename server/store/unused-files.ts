import { sql } from 'kysely';
import type { Db } from './db.ts';

/**
 * Deletes rows of files that nothing refers to, a bounded piece. What refers to a file is asked of the catalogue: a
 * table that somebody adds later holds its files by its foreign key, without a word here.
 *
 * @param before  only what was kept before it: what is on its way has no reference yet.
 * @returns the contents that no row names any more.
 */
export async function deleteUnusedFiles(db: Db, before: Date, limit: number): Promise<Buffer[]> {
  const { rows: references } = await sql<{ table: string; column: string }>`
    select k.conrelid::regclass::text as table, a.attname as column
    from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
    where k.contype = 'f' and k.confrelid = 'file'::regclass
  `.execute(db);
  const unused = references.map(
    ({ table, column }) =>
      sql`not exists (select from ${sql.table(table)} as holder where holder.${sql.ref(column)} = f.id)`,
  );
  const { rows } = await sql<{ sha256: Buffer }>`
    delete from file where id in (
      select f.id from file f where f.created_at < ${before} and ${sql.join(unused, sql` and `)}
      limit ${limit} for update skip locked
    )
    returning sha256
  `.execute(db);
  return rows.map((row) => row.sha256);
}
