import { listReadablePages } from '../../store/backfills.ts';
import type { Db, Tx } from '../../store/db.ts';
import { readFact, writeFact } from '../../store/installation.ts';
import { change, type Context } from '../context.ts';
import { beginBackfill } from './begin.ts';

const minuteMs = 60_000;
/** How often the desk notes that it lives. */
export const aliveEveryMs = minuteMs;
/** A silence of the desk's own that is longer was an outage: Meta may have given up on a webhook meanwhile. */
const outageMs = 5 * minuteMs;
/** What came shortly before the last sign of life may not have been taken in. */
const beforeMs = 2 * minuteMs;
/** Longer ago than this Meta shows little; the page's own screen goes further. */
const mostMs = 30 * 24 * 60 * minuteMs;
const fact = 'desk.alive-at';

/**
 * Notes that the desk lives, and has every page's missed messages read when it did not for longer than Meta waits
 * patiently: the process was down, or its database. Run every {@link aliveEveryMs} by one of all processes.
 *
 * @returns the time since which was read; null when nothing was missed.
 */
export async function watchOutage(ctx: Context): Promise<Date | null> {
  return change(ctx, async (story) => {
    const now = ctx.clock.now();
    const lastAt = readTime(await readFact(story.tx, fact));
    await noteAlive(story.tx, now);
    if (lastAt === null || now.getTime() - lastAt.getTime() <= outageMs) return null;
    const since = new Date(Math.max(lastAt.getTime() - beforeMs, now.getTime() - mostMs));
    for (const page of await listReadablePages(story.tx)) {
      await beginBackfill(ctx, story, { id: page.id, since, reason: 'outage' });
    }
    return since;
  });
}

/** Notes that the desk lives. Also whenever its clock is moved: the time between was no outage. */
export async function noteAlive(db: Db | Tx, now: Date): Promise<void> {
  await writeFact(db, fact, { at: now.toISOString() });
}

function readTime(value: unknown): Date | null {
  if (typeof value !== 'object' || value === null || !('at' in value)) return null;
  const at = new Date(String(value.at));
  return Number.isNaN(at.getTime()) ? null : at;
}
