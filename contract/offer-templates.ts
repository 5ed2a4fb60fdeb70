import { z } from 'zod';
import { offerTemplateId, workStreamId } from './ids.ts';

/** What may stand in braces in a request, and in a word what stands there. The words are those of automated texts. */
export const offerPlaceholders = {
  CustomerFirstName: 'the customer’s first name',
  CustomerFullName: 'the customer’s name',
  PageName: 'the page',
  QueueName: 'the department',
  TicketId: 'the number of the conversation',
  WaitingSince: 'for how long the customer waits',
  FirstMessage: 'the first words of the customer',
  Tags: 'the conversation’s tags',
} as const;
export type OfferPlaceholder = keyof typeof offerPlaceholders;

/** `{PageName}`, or `{Variable:order_number}` for what is known of the conversation by that name. */
const inBraces = /\{([A-Za-z][A-Za-z0-9]*)(?::([^{}]+))?\}/g;
const variablePrefix = 'Variable';

/** What the placeholders of a request stand for; of variables by `Variable:name`. Null: not known. */
export type OfferFacts = Readonly<Record<string, string | null>>;

function keyOf(word: string, name: string | undefined): string | null {
  if (word === variablePrefix && name !== undefined) return `${variablePrefix}:${name.trim()}`;
  return name === undefined && Object.hasOwn(offerPlaceholders, word) ? word : null;
}

/** The first thing in braces that means nothing here; null when all do. */
export function unknownOfferPlaceholder(text: string): string | null {
  return [...text.matchAll(inBraces)].find(([, word, name]) => keyOf(word ?? '', name) === null)?.[0] ?? null;
}

/** Which facts a text asks for. */
export function offerPlaceholdersIn(text: string): string[] {
  return [...text.matchAll(inBraces)].flatMap(([, word, name]) => keyOf(word ?? '', name) ?? []);
}

/** Puts facts in place of the braces. What is not known leaves nothing behind, not even the space before it. */
export function fillOfferText(text: string, facts: OfferFacts): string {
  return text
    .replaceAll(/[ \t]*\{([A-Za-z][A-Za-z0-9]*)(?::([^{}]+))?\}/g, (whole, word: string, name?: string) => {
      const key = keyOf(word, name);
      const value = key === null ? null : (facts[key] ?? null);
      if (value === null || value === '') return '';
      return whole.slice(0, whole.indexOf('{')) + value;
    })
    .trim();
}

const words = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `At most ${most} characters.`)
    .superRefine((text, context) => {
      const unknown = unknownOfferPlaceholder(text);
      if (unknown) context.addIssue({ code: 'custom', message: `${unknown} is no placeholder.` });
    });

export const offerTheme = z.enum(['accent', 'info', 'success', 'warning', 'danger', 'neutral']);
export type OfferTheme = z.infer<typeof offerTheme>;
export const offerIcon = z.enum(['message', 'bell', 'bolt', 'star', 'heart', 'cart', 'headset', 'alert']);
export type OfferIcon = z.infer<typeof offerIcon>;

const button = (usual: string) =>
  z.string().trim().min(1, 'Give the button a word.').max(24, 'At most 24 characters.').default(usual);

/** How a request looks. */
const look = {
  /** Empty: for whom it is and from whom it comes, as without a template. */
  title: words(120).default(''),
  theme: offerTheme.default('accent'),
  icon: offerIcon.nullable().default(null),
  showsCountdown: z.boolean().default(true),
  acceptText: button('Accept'),
  rejectText: button('Reject'),
  canReject: z.boolean().default(true),
  /** Beside what every request shows. A field of which nothing is known is left out. */
  fields: z
    .array(
      z.strictObject({
        label: z.string().trim().min(1, 'Give it a label.').max(40, 'At most 40 characters.'),
        text: words(200).refine((text) => text !== '', 'Say what stands there.'),
      }),
    )
    .max(8, 'At most 8.')
    .default([]),
};
export const offerLook = z.object(look);
export type OfferLook = z.infer<typeof offerLook>;

/** How conversations are proposed to agents. */
export const offerTemplateBody = z.strictObject({
  ...look,
  /** How long an agent has to answer. */
  seconds: z.int('A whole number.').min(1, 'At least 1.').max(600, 'At most 600.').default(120),
  /** Accepted at once, without buttons: whoever has it now is told for `seconds`. */
  givesWithoutAsking: z.boolean().default(false),
});
export type OfferTemplateBody = z.infer<typeof offerTemplateBody>;

export const offerTemplate = z.object({
  id: offerTemplateId,
  name: z.string(),
  body: offerTemplateBody,
  /** Whose requests look so. */
  workStreams: z.array(z.object({ id: workStreamId, name: z.string() })),
});
export type OfferTemplate = z.infer<typeof offerTemplate>;

/** What changes shows in the next request; one that runs keeps its own. */
export const saveOfferTemplate = z.strictObject({
  name: z.string().trim().min(1, 'Give it a name.').max(80, 'At most 80 characters.'),
  body: offerTemplateBody,
});
export type SaveOfferTemplate = z.input<typeof saveOfferTemplate>;
