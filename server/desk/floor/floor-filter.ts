import { floorFilter, type FloorFilter } from '../../../contract/floor.ts';
import { readFloorFilter as readRow, saveFloorFilter as saveRow } from '../../store/floor.ts';
import { requireRight } from '../access.ts';
import { requirePerson } from '../conversations/act.ts';
import type { Context } from '../context.ts';

const everything: FloorFilter = { status: null, departmentId: null, userId: null };

/** What the acting user's list of conversations under way shows first. @throws Problem `forbidden`. */
export async function readFloorFilter(ctx: Context): Promise<FloorFilter> {
  requireRight(ctx.actor, 'watch-the-floor');
  const { userId } = requirePerson(ctx);
  const stored = floorFilter.safeParse(await readRow(ctx.db, userId));
  return stored.success ? stored.data : everything;
}

/** Keeps it. @throws Problem `forbidden`. */
export async function saveFloorFilter(ctx: Context, filter: FloorFilter): Promise<FloorFilter> {
  requireRight(ctx.actor, 'watch-the-floor');
  const { userId } = requirePerson(ctx);
  await saveRow(ctx.db, userId, filter);
  return filter;
}
