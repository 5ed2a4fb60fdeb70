import type { ReroutedItems } from '../../../contract/routing-rules.ts';
import { lockQueuedOf, readBeginnings } from '../../store/beginnings.ts';
import { readRuleSet } from '../../store/routing-rules.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { notFound } from '../problems.ts';
import { moveWaiting } from './move-waiting.ts';
import { loadRouting } from './rule-sets.ts';
import { readSurroundings } from './surroundings.ts';

/** So many at once are locked, and told to the screens. */
const chunk = 200;
const beforeAll = '00000000-0000-0000-0000-000000000000';

/**
 * Asks the rules of a work stream anew about all of its conversations that wait for an agent, and moves those that
 * belong elsewhere now. What somebody has stays. Administrators only.
 *
 * @throws Problem `not-found`.
 */
export async function reRoute(ctx: Context, workStreamId: string): Promise<ReroutedItems> {
  requireRight(ctx.actor, 'manage-work-streams');
  const stored = await readRuleSet(ctx.db, workStreamId);
  if (!stored) throw notFound('work stream');
  const done: ReroutedItems = { looked: 0, moved: 0 };
  let after: string | undefined = beforeAll;
  while (after !== undefined) {
    const from: string = after;
    after = await change(ctx, async (story) => {
      const ids = await lockQueuedOf(story.tx, stored, from, chunk);
      const routing = await loadRouting(story.tx, {
        id: workStreamId,
        rulesVersion: stored.version,
        streamVersion: stored.streamVersion,
      });
      if (ids.length === 0 || !routing) return undefined;
      const rows = await readBeginnings(story.tx, ids, { withCards: routing.set.asksForCards });
      const surroundings = await readSurroundings(story.tx);
      const { moved } = await moveWaiting(ctx, story, rows, { routing, workStreamId, surroundings });
      done.looked += rows.length;
      done.moved += moved;
      return ids.length < chunk ? undefined : ids.at(-1);
    });
  }
  await change(ctx, (story) =>
    audit(ctx, story, { action: 'routing.re-routed', subjectId: workStreamId, detail: { ...done } }),
  );
  return done;
}
