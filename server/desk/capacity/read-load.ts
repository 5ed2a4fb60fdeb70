import type { Load, LoadBound } from '../../../contract/capacity.ts';
import type { Db } from '../../store/db.ts';
import { readLoads } from '../../store/distribution-people.ts';
import { listUsers } from '../../store/users.ts';
import { requirePerson } from '../conversations/act.ts';
import type { Context } from '../context.ts';
import { idleSince } from '../distribution/see-people.ts';
import { readHouse } from '../distribution/stream-of.ts';
import { boundsOf, readLimits } from './read-limits.ts';

/** What the one who asks has in hand, and what bounds it. */
export async function readLoad(ctx: Context): Promise<Load> {
  const { userId } = requirePerson(ctx);
  const [row] = await listUsers(ctx.db, [userId]);
  const now = ctx.clock.now();
  const { streams } = await readHouse(ctx.db);
  const loads = await readLoads(ctx.db, [userId], idleSince(streams, now));
  const sum = (pick: (one: (typeof loads)[number]) => number) =>
    loads.reduce((total, one) => total + pick(one), 0);
  const person = {
    id: userId,
    capacityUnits: row?.capacityUnits ?? null,
    usedUnits: sum(({ units }) => units),
    most: row?.mostConversations ?? null,
  };
  const bounds = await readBounds(ctx.db, [person], now);
  return { conversations: sum(({ count }) => count), bounds: bounds.get(userId) ?? [] };
}

/** What bounds each of some people, in the words of the contract. */
export async function readBounds(
  db: Db,
  people: readonly { id: string; capacityUnits: number | null; usedUnits: number; most: number | null }[],
  now: Date,
): Promise<Map<string, LoadBound[]>> {
  const { rules } = await readHouse(db);
  const mostOf = (ownMost: number | null) => ({ ownMost, departmentMost: null });
  const limits = await readLimits(
    db,
    rules,
    { userIds: people.map(({ id }) => id), most: people.map(({ most }) => mostOf(most)) },
    now,
  );
  return new Map(people.map((one) => [one.id, boundsOf({ ...one, most: mostOf(one.most) }, rules, limits)]));
}
