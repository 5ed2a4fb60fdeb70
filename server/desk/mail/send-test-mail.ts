import type { Mail } from '../../../contract/mail.ts';
import { findMail } from '../../store/mails.ts';
import { listUsers } from '../../store/users.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { forbidden } from '../problems.ts';
import { enqueueMail } from './enqueue-mail.ts';
import { presentMail } from './present-mail.ts';

/** Sends a mail to the administrator who asks, by the way of every mail. @returns it as it stands, mostly `waiting`. */
export async function sendTestMail(ctx: Context, publicUrl: string): Promise<Mail> {
  requireRight(ctx.actor, 'manage-mail');
  if (ctx.actor.kind !== 'user') throw forbidden('Only a user has an address for a test mail.');
  const [user] = await listUsers(ctx.db, [ctx.actor.userId]);
  if (!user) throw forbidden('Only a user has an address for a test mail.');
  const cause = `test:${ctx.newId()}`;
  const id = ctx.newId();
  await change(ctx, async (story) => {
    await enqueueMail({ clock: ctx.clock, newId: () => id }, story, {
      cause,
      to: [user.email],
      subject: 'A test mail from Pagedesk',
      paragraphs: [
        'This desk can send mail. It writes to administrators when a page is about to lose its connection to Facebook.',
      ],
      link: { label: 'Mail settings', path: '/settings/mail' },
    });
    await audit(ctx, story, { action: 'mail.tested', subjectId: id });
  });
  const row = await findMail(ctx.db, id);
  if (!row) throw new Error('A mail is gone that was just written.');
  return presentMail(row, publicUrl);
}
