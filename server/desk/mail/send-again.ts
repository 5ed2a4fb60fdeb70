import type { Mail } from '../../../contract/mail.ts';
import { findMail, moveMail } from '../../store/mails.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { sendMailJob } from '../jobs.ts';
import { conflict, notFound } from '../problems.ts';
import { presentMail } from './present-mail.ts';

/**
 * Sends a mail that was kept, failed, or whose fate is unknown: a person decides that, who can ask whether it arrived.
 * Administrators only.
 * @throws Problem `not-found` · `conflict` when it was sent, or is about to be.
 */
export async function sendMailAgain(ctx: Context, publicUrl: string, id: string): Promise<Mail> {
  requireRight(ctx.actor, 'manage-mail');
  await change(ctx, async (story) => {
    if (!(await findMail(story.tx, id))) throw notFound('mail');
    const anew = { state: 'waiting', failure: null } as const;
    if (!(await moveMail(story.tx, id, ['kept', 'failed', 'unknown'], anew))) {
      throw conflict('This mail was sent already, or is on its way.');
    }
    await audit(ctx, story, { action: 'mail.sent-again', subjectId: id });
    story.enqueue(sendMailJob(id));
  });
  const row = await findMail(ctx.db, id);
  if (!row) throw notFound('mail');
  return presentMail(row, publicUrl);
}
