import { sendMail, type MailContext } from '../desk/mail/send-mail.ts';
import { mailTranscriptAtEnd } from '../desk/transcripts/mail-at-end.ts';
import { readPayloadId } from './read-payload.ts';
import type { JobHandler } from './worker.ts';

/** Few at once: mail servers look askance at a burst of connections from one place. */
export const sendMailHandler = (ctx: MailContext): JobHandler => ({
  places: 3,
  run: (job) => sendMail(ctx, { mailId: readPayloadId(job, 'mailId'), attempts: job.attempts }),
});

/** Writes the mails with what was said in a conversation that is closed; nothing waits for the network. */
export const sendTranscriptHandler = (ctx: MailContext): JobHandler => ({
  places: 2,
  run: (job) => mailTranscriptAtEnd(ctx, readPayloadId(job, 'conversationId'), ctx.mailer !== null),
});
