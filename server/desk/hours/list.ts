import {
  previewHours,
  type HoursNow,
  type HoursRules,
  type OperatingHours,
} from '../../../contract/operating-hours.ts';
import { listOperatingHours as listRows, listUsersOfHours } from '../../store/operating-hours.ts';
import { requireRight } from '../access.ts';
import type { Context } from '../context.ts';
import { readHours, toSchedule } from './schedule.ts';

/** All operating hours by name, how each stands now, and what goes by it. For those who lead. */
export async function listOperatingHours(ctx: Context, ids?: readonly string[]): Promise<OperatingHours[]> {
  requireRight(ctx.actor, 'see-hours');
  const [rows, users] = [await listRows(ctx.db, ids), await listUsersOfHours(ctx.db)];
  return rows.map(({ id, name, timeZone, weekly, holidays }) => {
    const rules = previewHours.parse({ timeZone, weekly, holidays });
    const of = (kind: 'page' | 'department') =>
      users
        .filter((user) => user.kind === kind && user.hoursId === id)
        .map((user) => ({ id: user.id, name: user.name }));
    return {
      id: id as OperatingHours['id'],
      name,
      ...rules,
      now: presentNow(ctx, rules),
      pages: of('page') as OperatingHours['pages'],
      departments: of('department') as OperatingHours['departments'],
    };
  });
}

/** How hours would stand now, before anybody saves them. For those who lead. */
export function previewOperatingHours(ctx: Context, rules: HoursRules): HoursNow {
  requireRight(ctx.actor, 'see-hours');
  return presentNow(ctx, rules);
}

function presentNow(ctx: Context, rules: HoursRules): HoursNow {
  const { state, holiday, until } = readHours(toSchedule(rules), ctx.clock.now());
  return { state, holiday, until: until?.toISOString() ?? null };
}
