import type { BackfillReason } from '../../../contract/backfills.ts';
import { insertOrWidenBackfill, readLastHeard } from '../../store/backfills.ts';
import { actorId } from '../access.ts';
import type { Change, Context } from '../context.ts';
import { backfillJob } from '../jobs.ts';

/**
 * Has what Facebook still shows of a page's conversations read, from a time on; in the transaction of what made it
 * necessary. One that runs for the page is widened. Whether the actor may was asked by the caller.
 *
 * @returns its id.
 */
export async function beginBackfill(
  ctx: Pick<Context, 'clock' | 'newId' | 'actor'>,
  story: Change,
  page: { id: string; since: Date; reason: BackfillReason },
): Promise<string> {
  const id = await insertOrWidenBackfill(story.tx, {
    id: ctx.newId(),
    pageId: page.id,
    reason: page.reason,
    since: page.since,
    askedBy: actorId(ctx.actor),
    startedAt: ctx.clock.now(),
  });
  story.enqueue(backfillJob({ id, pageId: page.id }));
  return id;
}

/** What came shortly before the last sign of a page may not have been taken in. */
const beforeMs = 5 * 60_000;
/** Longer ago than this Meta shows little; the page's own screen goes further. */
const mostMs = 30 * 24 * 3_600_000;

/**
 * Has what a page missed read: from shortly before its last webhook on, 30 days at most. For whoever makes a page
 * hear again, in the transaction of that.
 */
export async function readMissed(
  ctx: Pick<Context, 'clock' | 'newId' | 'actor'>,
  story: Change,
  page: { id: string; reason: 'reconnected' | 'subscription' },
): Promise<string> {
  const heardAt = await readLastHeard(story.tx, page.id);
  const earliest = ctx.clock.now().getTime() - mostMs;
  const since = new Date(Math.max((heardAt?.getTime() ?? earliest) - beforeMs, earliest));
  return beginBackfill(ctx, story, { ...page, since });
}
