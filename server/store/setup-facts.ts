import { sql } from 'kysely';
import type { Db, Tx } from './db.ts';

/** What the database knows about how far Facebook is set up. */
export interface SetupFacts {
  metaApps: number;
  /** Pages with a token, whatever state they are in. */
  connectedPages: number;
  /** Of those, how many go to a department other than the default one. */
  assignedPages: number;
  /** Whether a delivery of a page's ever came: its signature was right, and the callback reached us. */
  hasHeardPage: boolean;
  hasMessage: boolean;
  /** Departments besides the default one. */
  departments: number;
}

/** One statement of existence questions: each ends at the first row. */
export async function readSetupFacts(db: Db | Tx): Promise<SetupFacts> {
  const { rows } = await sql<SetupFacts>`
    select
      (select count(*) from meta_app)::int as meta_apps,
      (select count(*) from page where token_sealed is not null)::int as connected_pages,
      (
        select count(*) from page join department on department.id = page.department_id
        where page.token_sealed is not null and not department.is_default
      )::int as assigned_pages,
      exists (select 1 from page where last_webhook_at is not null) as has_heard_page,
      exists (select 1 from message where direction = 'in') as has_message,
      (select count(*) from department where not is_default)::int as departments
  `.execute(db);
  const [row] = rows;
  if (!row) throw new Error('A statement without a table gives one row.');
  return row;
}
