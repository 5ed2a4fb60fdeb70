import { readLimits } from '../capacity/read-limits.ts';
import { groupBy } from '../../kit/group-by.ts';
import { readDepartmentsOfPeople, readLoads } from '../../store/distribution-people.ts';
import { listFollowers, moveFollowers } from '../../store/presences.ts';
import { change, type Context } from '../context.ts';
import { idleSince } from '../distribution/see-people.ts';
import type { House } from '../distribution/stream-of.ts';
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
  { streams, rules }: House,
): Promise<number> {
  const now = ctx.clock.now();
  const followers = await listFollowers(ctx.db);
  const userIds = followers.map(({ id }) => id);
  const loads = groupBy(await readLoads(ctx.db, userIds, idleSince(streams, now)), ({ userId }) => userId);
  const departments = await readDepartmentsOfPeople(ctx.db, userIds);
  const departmentsOf = groupBy(departments, ({ userId }) => userId);
  const most = [
    ...followers.map(({ mostConversations: ownMost }) => ({ ownMost, departmentMost: null })),
    ...departments.map(({ departmentMost }) => ({ ownMost: null, departmentMost })),
  ];
  const limits = await readLimits(ctx.db, rules, { userIds, most }, now);
  const stale = followers.flatMap(({ id, presenceChoice, capacityUnits, mostConversations }) => {
    const own = loads.get(id) ?? [];
    const used = own.reduce((sum, { units }) => sum + units, 0);
    const presence = presenceOfLoad({
      inHand: own.reduce((sum, { count }) => sum + count, 0),
      isFull:
        (rules.model === 'units' && capacityUnits !== null && used >= capacityUnits) ||
        (limits?.isFull(id, mostConversations, departmentsOf.get(id) ?? []) ?? false),
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
