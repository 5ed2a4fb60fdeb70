import type { Colleague, User } from '../../../contract/team.ts';
import { findDefaultDepartment } from '../../store/departments.ts';
import { listUsers as listRows } from '../../store/users.ts';
import { canSee, requireRight, sightOf } from '../access.ts';
import type { Context } from '../context.ts';
import { presentColleague, presentUser } from './present-user.ts';

/** Every user, by name; who is set for units sees those who work in their departments. For those who lead. */
export async function listUsers(ctx: Context): Promise<User[]> {
  requireRight(ctx.actor, 'staff-departments');
  const home = await findDefaultDepartment(ctx.db);
  const users = (await listRows(ctx.db)).map((row) => presentUser(row, home));
  if (sightOf(ctx.actor) === 'all') return users;
  return users.filter(({ departmentIds }) => departmentIds.some((id) => canSee(ctx.actor, id)));
}

/** Everybody who works here, by name, with presence; without those who are disabled. */
export async function listColleagues(ctx: Context): Promise<Colleague[]> {
  const home = await findDefaultDepartment(ctx.db);
  const rows = await listRows(ctx.db);
  return rows.filter((row) => row.disabledAt === null).map((row) => presentColleague(row, home));
}
