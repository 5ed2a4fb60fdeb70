import type { Context } from '../desk/context.ts';
import {
  readLiveEventsBetween,
  readRecentLiveEvents,
  type LiveLogRow,
  type LogPosition,
} from '../store/live-log.ts';
import { readLiveCursor } from './live-cursor.ts';

/** The log is kept this long; a browser that was away for longer fetches everything anew. In milliseconds. */
export const KEPT_MS = 60 * 60_000;
/** A cursor must be younger by this much than what is forgotten: a long transaction writes its time early. */
const MARGIN_MS = 5 * 60_000;
/** Missing more than this many events, fetching anew is cheaper. */
const REPLAYED_EVENTS = 2_000;
/** Between a page's first fetch and its socket's `hello` not more than this goes by. */
const RECENT_MS = 15_000;

/**
 * What a browser missed that comes with this cursor, up to a place in the log. Who comes without one has fetched
 * a moment ago, perhaps before what happened last: that is told as well, since to hear a thing twice does no harm.
 *
 * @returns null when the cursor is of another log, too old, or too far behind: then it fetches everything anew.
 */
export async function readMissedEvents(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  asked: { epoch: string; cursor: string | null; until: LogPosition },
): Promise<LiveLogRow[] | null> {
  const nowMs = clock.now().getTime();
  const limit = REPLAYED_EVENTS + 1;
  if (asked.cursor === null) {
    const recent = await readRecentLiveEvents(db, new Date(nowMs - RECENT_MS), asked.until, limit);
    return recent.length < limit ? recent : null;
  }
  const cursor = readLiveCursor(asked.cursor);
  if (cursor === null || cursor.epoch !== asked.epoch) return null;
  if (nowMs - cursor.atMs > KEPT_MS - MARGIN_MS) return null;
  const missed = await readLiveEventsBetween(db, cursor.position, asked.until, limit);
  return missed.length < limit ? missed : null;
}
