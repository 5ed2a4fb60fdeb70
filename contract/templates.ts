import { z } from 'zod';

/** Meta's limits. Source: Messenger Platform, "Message templates", read 2026-11-20. */
export const templateLimits = {
  buttons: 3,
  buttonTitle: 20,
  buttonPayload: 1000,
  text: 640,
  cards: 10,
  cardTitle: 80,
  cardSubtitle: 80,
} as const;

const title = z
  .string()
  .trim()
  .min(1, 'A button needs a title.')
  .max(templateLimits.buttonTitle, `A button’s title has at most ${templateLimits.buttonTitle} characters.`);

const httpsAddress = z
  .url({ protocol: /^https$/, error: 'An address begins with https://.' })
  .max(2000, 'This address is too long.');

/** What is tapped under a template: it leads somewhere, tells us something, or calls. */
export const templateButton = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('link'), title, url: httpsAddress }),
  z.strictObject({
    type: z.literal('postback'),
    title,
    payload: z.string().min(1).max(templateLimits.buttonPayload),
  }),
  z.strictObject({
    type: z.literal('call'),
    title,
    phone: z.string().regex(/^\+\d{5,20}$/, 'Write the number with its country, as +15105551234.'),
  }),
]);
export type TemplateButton = z.infer<typeof templateButton>;

const buttons = z
  .array(templateButton)
  .max(templateLimits.buttons, `At most ${templateLimits.buttons} buttons.`);

export const templateCard = z
  .strictObject({
    title: z
      .string()
      .trim()
      .min(1, 'A card needs a title.')
      .max(templateLimits.cardTitle, `A card’s title has at most ${templateLimits.cardTitle} characters.`),
    subtitle: z
      .string()
      .trim()
      .max(templateLimits.cardSubtitle, `A subtitle has at most ${templateLimits.cardSubtitle} characters.`)
      .optional(),
    /** Meta fetches it: a public address. Shown 1.91 to 1. */
    imageUrl: httpsAddress.optional(),
    /** Where a tap on the card leads. */
    link: httpsAddress.optional(),
    buttons,
  })
  .refine((card) => card.subtitle || card.imageUrl || card.link || card.buttons.length > 0, {
    error: 'Facebook wants more than a title: add a subtitle, a picture, a link or a button.',
  });
export type TemplateCard = z.infer<typeof templateCard>;

/** What Messenger draws by itself. */
export const messageTemplate = z.discriminatedUnion('kind', [
  /** A text with buttons that stay. */
  z.strictObject({
    kind: z.literal('buttons'),
    text: z
      .string()
      .trim()
      .min(1, 'Write the text above the buttons.')
      .max(templateLimits.text, `The text above buttons has at most ${templateLimits.text} characters.`),
    buttons: buttons.min(1, 'Add at least one button.'),
  }),
  /** Cards side by side. */
  z.strictObject({
    kind: z.literal('cards'),
    cards: z
      .array(templateCard)
      .min(1, 'Add at least one card.')
      .max(templateLimits.cards, `At most ${templateLimits.cards} cards.`),
  }),
  /** A picture or a film with buttons: the first one that is attached. */
  z.strictObject({ kind: z.literal('media'), buttons }),
]);
export type MessageTemplate = z.infer<typeof messageTemplate>;

/** Meta's limits of the feedback form. Source: Messenger Platform, "Customer feedback template", read 2026-11-20. */
export const formLimits = {
  title: 65,
  subtitle: 80,
  button: 20,
  questionLeast: 5,
  question: 85,
  daysLeast: 1,
  days: 7,
} as const;

/** Messenger's own form for one question; only surveys send it. */
export const feedbackForm = z.strictObject({
  kind: z.literal('form'),
  title: z.string(),
  subtitle: z.string(),
  /** What opens the form. */
  button: z.string(),
  question: z.object({
    id: z.string(),
    /** `stars`: 1 to 5. `likely`: 0 to 10. */
    type: z.enum(['stars', 'likely', 'text']),
    text: z.string(),
  }),
  /** What is asked in own words behind a rating; null: nothing. */
  followUp: z.string().nullable(),
  privacyUrl: z.string(),
  days: z.number().int(),
});
export type FeedbackForm = z.infer<typeof feedbackForm>;

/** What may stand in a timeline. */
export const shownTemplate = z.discriminatedUnion('kind', [...messageTemplate.options, feedbackForm]);
export type ShownTemplate = z.infer<typeof shownTemplate>;

/** The words by which a person knows a template; empty for a picture. */
export function templateWords(template: ShownTemplate): string {
  switch (template.kind) {
    case 'form':
      return template.question.text;
    case 'buttons':
      return template.text;
    case 'cards':
      return template.cards[0]?.title ?? '';
    case 'media':
      return '';
  }
}
