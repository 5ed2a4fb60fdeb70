import type { Db } from '../store/db.ts';
import { readFact, writeFact } from '../store/installation.ts';
import { hasAdministrator } from '../store/users.ts';

/**
 * How far the demo is.
 *
 * - `possible`    the desk is empty: it may be played
 * - `unfinished`  the process ended while it was played: half a team, half a history
 * - `whole`       it was played, and goes on
 * - `none`        the desk is somebody's own: nothing is added to it
 */
export type DemoState = 'possible' | 'unfinished' | 'whole' | 'none';

const FACT = 'demo';

export async function readDemoState(db: Db): Promise<DemoState> {
  const fact = await readFact(db, FACT);
  if (fact === undefined) return (await hasAdministrator(db)) ? 'none' : 'possible';
  return typeof fact === 'object' && fact !== null && 'seededAt' in fact ? 'whole' : 'unfinished';
}

/** Written before the first thing of the demo, so that what follows is known to be its own. */
export async function noteDemoBegun(db: Db, now: Date): Promise<void> {
  await writeFact(db, FACT, { begunAt: now.toISOString() });
}

export async function noteDemoWhole(db: Db, now: Date): Promise<void> {
  await writeFact(db, FACT, { seededAt: now.toISOString() });
}
