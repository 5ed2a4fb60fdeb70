import { insertMails } from '../../store/mails.ts';
import type { Change, Context } from '../context.ts';
import { sendMailJob } from '../jobs.ts';

/** What is to be told by e-mail. */
export interface MailToTell {
  /**
   * What it is about, exactly, so that the same cause is told to nobody twice: `page-expired:{page}:{since}`.
   * A new occurrence is a new cause.
   */
  cause: string;
  /** Whom to tell; the same address twice, or in other letters, gets one mail. */
  to: readonly string[];
  subject: string;
  /** Plain text, a paragraph each. No token, no customer's words. */
  paragraphs: readonly string[];
  /** A screen of the desk, `path` from its root: `/settings/pages/…`. */
  link?: { label: string; path: string };
}

/**
 * Leaves mails to be sent after the change, and only with it. Safe to repeat: who has been told of a cause is not told
 * again. Without a mail server they are kept, for administrators to read under Settings, Mail.
 *
 * No access check: the caller's change had one.
 *
 * @returns how many people are told by this call.
 */
export async function enqueueMail(
  ctx: Pick<Context, 'clock' | 'newId'>,
  change: Change,
  mail: MailToTell,
): Promise<number> {
  const addresses = new Map(mail.to.map((address) => [address.trim().toLowerCase(), address.trim()]));
  const added = await insertMails(change.tx, {
    cause: mail.cause,
    // A page's name goes into it, and a line break in a subject would begin another header.
    subject: mail.subject.replaceAll(/\s+/g, ' ').trim(),
    paragraphs: mail.paragraphs,
    link: mail.link ?? null,
    at: ctx.clock.now(),
    to: [...addresses.values()].map((address) => ({ id: ctx.newId(), address })),
  });
  for (const id of added) change.enqueue(sendMailJob(id));
  return added.length;
}
