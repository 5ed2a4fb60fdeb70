import type { FacebookLogin } from '../../../contract/facebook-logins.ts';
import { listLogins as listRows } from '../../store/facebook-logins.ts';
import { requireRight } from '../access.ts';
import type { Context } from '../context.ts';
import { presentLogin } from './login-facts.ts';

/** The actor's logins that brought something and wait to be used, the latest first. Administrators only. */
export async function listLogins(ctx: Context): Promise<FacebookLogin[]> {
  requireRight(ctx.actor, 'manage-pages');
  const { actor } = ctx;
  if (actor.kind !== 'user') return [];
  const rows = await listRows(ctx.db, { userId: actor.userId, now: ctx.clock.now() });
  return Promise.all(rows.map((row) => presentLogin(ctx, row)));
}
