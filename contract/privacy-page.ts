import { z } from 'zod';

/** The public page `/privacy`, as an administrator edits it. */
export const privacyPage = z.object({
  /** Who runs the desk; stands in the default text. */
  organisation: z.string(),
  /** Where people turn to: an e-mail address or a web address. */
  contact: z.string(),
  /** The organisation's own words; null: the default text. */
  text: z.string().nullable(),
  /** What the page would say without words of one's own. */
  defaultText: z.string(),
  url: z.string(),
});
export type PrivacyPage = z.infer<typeof privacyPage>;

export const changePrivacyPage = z.strictObject({
  organisation: z.string().trim().max(200),
  contact: z.string().trim().max(200),
  text: z.string().trim().min(1).max(40_000).nullable(),
});
export type ChangePrivacyPage = z.infer<typeof changePrivacyPage>;
