import { sql } from 'kysely';
import type { Db } from './db.ts';

/**
 * After the clock was put back: what waits for a time waits for as long as it would have, not until that time comes
 * again. What was due is due. Only the demo's clock is ever put back on purpose, together with the sandbox's.
 *
 * @param now   by the clock as it is.
 * @param byMs  how far it was put back.
 */
export async function keepWaitsShort(db: Db, now: Date, byMs: number): Promise<void> {
  const sooner = (column: string) => {
    const ref = sql.ref(column);
    return sql`${ref} = greatest(${ref} - ${byMs}::double precision * interval '1 millisecond', ${now}::timestamptz)`;
  };
  await sql`update job set ${sooner('run_at')} where run_at > ${now}`.execute(db);
  await sql`update page set ${sooner('send_paused_until')} where send_paused_until > ${now}`.execute(db);
  await sql`update inbound_event set ${sooner('not_before')} where not_before > ${now}`.execute(db);
}
