import { z } from 'zod';

/** Sends what was said in a conversation to an e-mail address. Notes and lines of the desk are never in it. */
export const mailTranscript = z.strictObject({
  address: z.string().trim().max(254).pipe(z.email('Write a whole e-mail address.')),
  /** With what rules sent, marked as automatic. */
  withAutomated: z.boolean().default(true),
});
export type MailTranscript = z.input<typeof mailTranscript>;

/** What there is to choose from before a transcript is sent. */
export const transcriptChoices = z.object({
  /** Known of this customer; none while nothing is. */
  addresses: z.array(z.string()),
  /** Whether a mail server is set up. */
  isPossible: z.boolean(),
});
