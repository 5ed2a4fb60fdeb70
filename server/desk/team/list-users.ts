import type { Colleague, User } from '../../../contract/team.ts';
import { findDefaultDepartment } from '../../store/departments.ts';
import { listUsers as listRows } from '../../store/users.ts';
import { requireRight } from '../access.ts';
import type { Context } from '../context.ts';
import { presentColleague, presentUser } from './present-user.ts';

/** Every user, by name. Administrators only. */
export async function listUsers(ctx: Context): Promise<User[]> {
  requireRight(ctx.actor, 'manage-users');
  const home = await findDefaultDepartment(ctx.db);
  return (await listRows(ctx.db)).map((row) => presentUser(row, home));
}

/** Everybody who works here, by name, with presence; without those who are disabled. */
export async function listColleagues(ctx: Context): Promise<Colleague[]> {
  const home = await findDefaultDepartment(ctx.db);
  const rows = await listRows(ctx.db);
  return rows.filter((row) => row.disabledAt === null).map((row) => presentColleague(row, home));
}
