import { lockInstallation } from '../../store/installation.ts';
import { hasAdministrator, insertUser } from '../../store/users.ts';
import { change, type Context } from '../context.ts';
import { hashPassword } from './password.ts';

/**
 * Creates the administrator that the settings name, unless there is one already. Safe when several processes start
 * at once. No access check: whoever sets the settings owns the installation.
 *
 * @returns whether it was created now.
 */
export async function ensureFirstAdministrator(
  ctx: Omit<Context, 'actor'>,
  input: { email: string; password: string },
): Promise<boolean> {
  if (await hasAdministrator(ctx.db)) return false;
  const passwordHash = await hashPassword(input.password);
  return change(ctx, async (story) => {
    await lockInstallation(story.tx);
    if (await hasAdministrator(story.tx)) return false;
    return insertUser(story.tx, {
      id: ctx.newId(),
      email: input.email,
      name: input.email.split('@')[0] ?? input.email,
      role: 'administrator',
      passwordHash,
      createdAt: ctx.clock.now(),
    });
  });
}
