import { deleteLogin } from '../../store/facebook-logins.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { requireLogin } from './login-facts.ts';

/** Forgets a login and all that it brought. Administrators only. @throws Problem `not-found`. */
export async function cancelLogin(ctx: Context, id: string): Promise<void> {
  const login = await requireLogin(ctx, id);
  await change(ctx, async (story) => {
    if (!(await deleteLogin(story.tx, id, login.userId))) return;
    await audit(ctx, story, { action: 'facebook-login.cancelled', subjectId: id });
  });
}
