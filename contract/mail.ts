import { z } from 'zod';
import { mailId } from './ids.ts';
import { instant } from './instant.ts';

/**
 * How far a mail came. `kept`: no mail server is set up. `unknown`: the connection broke in the middle, so that it
 * may have arrived; it is not sent a second time by itself.
 */
export const mailState = z.enum(['waiting', 'sending', 'sent', 'kept', 'failed', 'unknown']);
export type MailState = z.infer<typeof mailState>;

/** Something the desk told somebody by e-mail, or would have. */
export const mail = z.object({
  id: mailId,
  address: z.string(),
  subject: z.string(),
  /** The whole mail as plain text. */
  text: z.string(),
  state: mailState,
  attempts: z.number().int(),
  /** Why it is not sent, or not yet; null when there is nothing to say. */
  failure: z.string().nullable(),
  createdAt: instant,
  sentAt: instant.nullable(),
});
export type Mail = z.infer<typeof mail>;

/** The mail server as it is set up in the environment; nothing of its password. */
export const mailSetup = z.object({
  isSetUp: z.boolean(),
  /** Host and port, when set up. */
  server: z.string().nullable(),
  from: z.string().nullable(),
});
export type MailSetup = z.infer<typeof mailSetup>;

export const mailList = z.object({
  setup: mailSetup,
  /** Newest first. */
  items: z.array(mail),
  nextCursor: z.string().nullable(),
});
export type MailList = z.infer<typeof mailList>;
