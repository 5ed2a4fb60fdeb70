import { z } from 'zod';
import { contactId, pageId } from './ids.ts';
import { instant } from './instant.ts';

/** A pattern whose finds in customers' messages are replaced by `#` before they are stored. */
export const maskingRule = z.object({
  id: z.uuid(),
  name: z.string(),
  pattern: z.string(),
  /** `luhn`: only a number whose last digit checks, as on payment cards. */
  checksum: z.enum(['none', 'luhn']),
  isOn: z.boolean(),
});
export type MaskingRule = z.infer<typeof maskingRule>;

const ruleFields = {
  name: z.string().trim().min(1, 'Give it a name.').max(80),
  pattern: z.string().min(1, 'Write a pattern.').max(500),
  checksum: z.enum(['none', 'luhn']),
  isOn: z.boolean(),
};

export const writeMaskingRule = z.strictObject({
  ...ruleFields,
  checksum: ruleFields.checksum.default('none'),
  isOn: ruleFields.isOn.default(true),
});
export type WriteMaskingRule = z.infer<typeof writeMaskingRule>;

export const changeMaskingRule = z.strictObject(ruleFields).partial();
export type ChangeMaskingRule = z.infer<typeof changeMaskingRule>;

/** A rule that need not be saved, and what it would do to a text. */
export const testMaskingRule = z.strictObject({
  pattern: z.string().max(500),
  checksum: z.enum(['none', 'luhn']).default('none'),
  text: z.string().max(2_000),
});
export type TestMaskingRule = z.infer<typeof testMaskingRule>;

/** `problem`: why the pattern cannot be used; then nothing is masked. */
export const maskingTest = z.object({
  masked: z.string(),
  finds: z.number().int(),
  problem: z.string().nullable(),
});
export type MaskingTest = z.infer<typeof maskingTest>;

const firstAgentNotice =
  'What you write here, and what customers write to you, is stored. Those who lead the team may read it, also while you write, and it may be recorded and evaluated to improve our service. It is not used alone to judge anybody. Please ask your supervisor if you have questions.';

/** So long who handed a conversation on to another department may read it, in hours. */
export const HANDED_OVER_HOURS = 24;

/** What is the same for all pages. Every field has a default. */
export const privacyPolicy = z.object({
  /** How long the bodies of webhooks are kept as they came, in days. */
  journalDays: z.number().int().min(1).max(30).default(30),
  /** Whether agents are asked to accept the notice when they sign in. */
  agentNoticeIsOn: z.boolean().default(false),
  /** What they are told. */
  agentNotice: z.string().min(1).max(4_000).default(firstAgentNotice),
  /** Grows with the text: who accepted an earlier one is asked again. */
  agentNoticeVersion: z.number().int().min(1).default(1),
  /** Whether the desk refuses work to who has not accepted it. */
  agentNoticeIsRequired: z.boolean().default(false),
  minPasswordLength: z.number().int().min(10).max(64).default(10),
  /** What masking rules cover is kept all the same: sealed, apart from the message, for administrators who say why. */
  keepsOriginals: z.boolean().default(false),
  /** Where the desk and its API may be used from; empty: everywhere. Webhooks and customers' links do not count. */
  networks: z.array(z.string()).default([]),
  /** So long who handed a conversation on to another department may read it, in hours; 0: not at all. */
  handedOverHours: z.number().int().min(0).max(168).default(HANDED_OVER_HOURS),
});
export type PrivacyPolicy = z.infer<typeof privacyPolicy>;

/** `203.0.113.7`, `10.0.0.0/8`, `2001:db8::/32`. */
const network = z
  .string()
  .trim()
  .pipe(
    z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], {
      error: 'Write an address, or a network as 10.0.0.0/8.',
    }),
  );

export const changePrivacyPolicy = z.strictObject({
  journalDays: z.number().int().min(1).max(30).optional(),
  agentNoticeIsOn: z.boolean().optional(),
  agentNotice: z
    .string()
    .trim()
    .min(1, 'Write what agents are told, or switch the notice off.')
    .max(4_000)
    .optional(),
  agentNoticeIsRequired: z.boolean().optional(),
  minPasswordLength: z.number().int().min(10).max(64).optional(),
  keepsOriginals: z.boolean().optional(),
  networks: z.array(network).max(100, 'At most 100 networks.').optional(),
  handedOverHours: z.number().int().min(0).max(168).optional(),
});
export type ChangePrivacyPolicy = z.infer<typeof changePrivacyPolicy>;

/** Why somebody opens what was masked. */
export const readOriginal = z.strictObject({
  reason: z.string().trim().min(3, 'Say why it has to be read.').max(500, 'At most 500 characters.'),
});
export type ReadOriginal = z.infer<typeof readOriginal>;

/** One wording as the customer wrote it; an edit is another one. */
export const originalText = z.object({ text: z.string(), at: instant });
export type OriginalText = z.infer<typeof originalText>;

/** An export holds what was masked only when that is asked for. */
export const exportContact = z.object({ originals: z.enum(['yes', 'no']).default('no') });

/** The notice that a user has still to accept. */
export const agentNotice = z.object({
  version: z.number().int(),
  text: z.string(),
  isRequired: z.boolean(),
  acceptedAt: instant.nullable(),
});
export type AgentNotice = z.infer<typeof agentNotice>;

export const acceptNotice = z.strictObject({ version: z.number().int() });

/** What an administrator may know and do about one customer's data. */
export const contactPrivacy = z.object({
  contactId,
  consent: z.enum(['none', 'asked', 'agreed', 'declined']),
  consentVersion: z.number().int().nullable(),
  consentAt: instant.nullable(),
  heldAt: instant.nullable(),
  erasure: z.object({ requestedAt: instant, doneAt: instant.nullable() }).nullable(),
});
export type ContactPrivacy = z.infer<typeof contactPrivacy>;

/** How each profile of a customer stands after their erasure was asked for. */
export const customerErasure = z.object({ profiles: z.array(contactPrivacy) });
export type CustomerErasure = z.infer<typeof customerErasure>;

/** What a customer was asked, word for word, and what they answered. */
export const consentRecord = z.object({
  id: z.uuid(),
  page: z.object({ id: pageId, name: z.string() }),
  contact: z.object({ id: contactId, name: z.string() }),
  version: z.number().int(),
  language: z.string(),
  notice: z.string(),
  askedAt: instant,
  /** Null: not yet. */
  answer: z.enum(['agreed', 'declined']).nullable(),
  answeredAt: instant.nullable(),
});
export type ConsentRecord = z.infer<typeof consentRecord>;

export const listConsents = z.object({
  page: pageId.optional(),
  cursor: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListConsents = z.infer<typeof listConsents>;

export const consentList = z.object({ items: z.array(consentRecord), nextCursor: z.string().nullable() });
export type ConsentList = z.infer<typeof consentList>;

export const holdContact = z.strictObject({ isHeld: z.boolean() });
