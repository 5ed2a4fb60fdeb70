import { backoffMs } from '../../kit/retry.ts';
import type { Mailer, MailOutcome } from '../../kit/smtp.ts';
import { findMail, moveMail } from '../../store/mails.ts';
import type { Context } from '../context.ts';
import type { Again } from '../messages/send-context.ts';
import { composeTranscript } from '../transcripts/compose.ts';
import { writeMail } from './mail-text.ts';

/** What sending mails needs besides the database. */
export interface MailContext extends Context {
  /** Null when no mail server is set up. */
  mailer: Mailer | null;
  /** The desk's own address, without a slash at the end. */
  publicUrl: string;
  /** A number from 0 up to 1, for the jitter of retries. */
  random: () => number;
}

/** About 17 hours of patience with a server that is away, full, or has another password. */
const mostTries = 24;
const retryBackoff = { firstMs: 30_000, mostMs: 3_600_000 };
const diedInBetween = 'The server stopped while it was sending. It may have arrived.';

/**
 * Hands one mail to the mail server, at most once as far as SMTP allows: it is marked as `sending` before, and a mail
 * found in that state, or one whose connection broke in the middle of its text, is left `unknown` and not repeated.
 *
 * No access check: the system sends what a change left to be told.
 *
 * @param input.attempts  how often it was tried, this time included.
 * @returns when to try again; nothing when the mail needs no more work.
 */
export async function sendMail(
  ctx: MailContext,
  input: { mailId: string; attempts: number },
): Promise<Again | void> {
  const mail = await findMail(ctx.db, input.mailId);
  if (mail?.state === 'sending') {
    await moveMail(ctx.db, mail.id, ['sending'], { state: 'unknown', failure: diedInBetween });
  }
  if (mail?.state !== 'waiting') return;
  if (ctx.mailer === null) {
    await moveMail(ctx.db, mail.id, ['waiting'], { state: 'kept', failure: null });
    return;
  }
  const attempts = mail.attempts + 1;
  if (!(await moveMail(ctx.db, mail.id, ['waiting'], { state: 'sending', failure: null, attempts }))) return;
  const words = await wordsOf(ctx, mail);
  if (words === null) {
    await moveMail(ctx.db, mail.id, ['sending'], { state: 'failed', failure: 'The conversation is gone.' });
    return;
  }
  const outcome = await ctx.mailer.send({
    to: mail.address,
    ...words,
    messageId: `${mail.id}@${new URL(ctx.publicUrl).hostname}`,
  });
  return record(ctx, mail.id, outcome, input.attempts);
}

async function wordsOf(ctx: MailContext, mail: NonNullable<Awaited<ReturnType<typeof findMail>>>) {
  if (mail.conversationId !== null) {
    return composeTranscript(ctx, mail.conversationId, mail.withAutomated ?? true);
  }
  return { subject: mail.subject, ...writeMail(mail, ctx.publicUrl) };
}

async function record(
  ctx: MailContext,
  id: string,
  outcome: MailOutcome,
  attempts: number,
): Promise<Again | void> {
  const end = (to: Parameters<typeof moveMail>[3]) => moveMail(ctx.db, id, ['sending'], to);
  if (outcome.kind === 'accepted') {
    await end({ state: 'sent', failure: null, sentAt: ctx.clock.now() });
    return;
  }
  const { reason } = outcome;
  if (outcome.kind === 'unknown') {
    await end({ state: 'unknown', failure: `${reason} It may have arrived.` });
    return;
  }
  const isForGood = outcome.kind === 'refused' && outcome.isForGood;
  if (isForGood || attempts >= mostTries) {
    await end({ state: 'failed', failure: reason });
    return;
  }
  await end({ state: 'waiting', failure: reason });
  const waitMs = backoffMs(attempts, retryBackoff, ctx.random());
  return { runAt: new Date(ctx.clock.now().getTime() + waitMs), reason, countsAsAttempt: true };
}
