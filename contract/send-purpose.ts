import { z } from 'zod';

/**
 * What an answer after the first 24 hours is for. Meta allows it for the customer's own matter alone, and never for
 * offers. Source: Meta, Messenger Platform, "Message tags: HUMAN_AGENT", read 2026-11-20.
 */
export const purposeKind = z.enum(['question', 'order', 'problem', 'account', 'other']);
export type PurposeKind = z.infer<typeof purposeKind>;

/** As screens call them. */
export const purposeWords: Readonly<Record<PurposeKind, string>> = {
  question: 'Answer to a question',
  order: 'Progress of an order or a booking',
  problem: 'A problem that is being solved',
  account: 'The customer’s account or contract',
  other: 'Something else of the customer’s',
};

export const sendPurpose = z.object({
  kind: purposeKind,
  /** In the writer's own words; of `other` always there. */
  words: z.string().nullable(),
});
export type SendPurpose = z.infer<typeof sendPurpose>;

export const writePurpose = z
  .strictObject({
    kind: purposeKind,
    words: z.string().trim().max(200, 'At most 200 characters.').optional(),
  })
  .refine(({ kind, words }) => kind !== 'other' || Boolean(words), {
    path: ['words'],
    message: 'Say in a few words what it is for.',
  });
export type WritePurpose = z.infer<typeof writePurpose>;

/** Where a message that was written before now goes out under the tag. */
export const sendAgain = z.strictObject({ purpose: writePurpose.optional() });
export type SendAgain = z.infer<typeof sendAgain>;
