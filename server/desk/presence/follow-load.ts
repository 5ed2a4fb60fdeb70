import { groupBy } from '../../kit/group-by.ts';
import { readLoads, type IdleSince } from '../../store/distribution.ts';
import { listFollowers, moveFollowers } from '../../store/presences.ts';
import { change, type Context } from '../context.ts';
import { presenceOfLoad } from './presence-of-load.ts';

// No access check in this file: it is the desk itself that acts.

/**
 * Moves the presence of those whom it follows, as far as what they have in hand says something else than what they are
 * seen as. Safe to run anywhere and twice at once; who chose a presence meanwhile keeps it.
 *
 * @returns how many it moved.
 */
export async function followLoad(
  ctx: Pick<Context, 'db' | 'clock' | 'bell'>,
  idle: readonly IdleSince[],
): Promise<number> {
  const followers = await listFollowers(ctx.db);
  const loads = groupBy(
    await readLoads(
      ctx.db,
      followers.map(({ id }) => id),
      idle,
    ),
    ({ userId }) => userId,
  );
  const stale = followers.flatMap(({ id, presenceChoice, capacityUnits }) => {
    const own = loads.get(id) ?? [];
    const presence = presenceOfLoad({
      capacity: capacityUnits,
      used: own.reduce((sum, { units }) => sum + units, 0),
      inHand: own.reduce((sum, { count }) => sum + count, 0),
    });
    return presence === presenceChoice ? [] : [{ id, presence }];
  });
  if (stale.length === 0) return 0;
  return change(ctx, async (story) => {
    let count = 0;
    for (const [presence, some] of groupBy(stale, (one) => one.presence)) {
      const ids = some.map(({ id }) => id);
      for (const subjectId of await moveFollowers(story.tx, presence, ids)) {
        story.announce({ kind: 'colleague.changed', subjectId });
        count += 1;
      }
    }
    return count;
  });
}
