import type { JsonObject, JsonValue } from '../json.ts';

/** A button under a template. */
export type ButtonContent =
  | { type: 'link'; title: string; url: string }
  | { type: 'postback'; title: string; payload: string }
  | { type: 'call'; title: string; phone: string };

/** What Messenger draws by itself: a text with buttons, cards side by side, a picture or film with buttons, or a form. */
export type TemplateContent =
  | { kind: 'buttons'; text: string; buttons: readonly ButtonContent[] }
  | {
      kind: 'cards';
      cards: readonly {
        title: string;
        subtitle?: string | undefined;
        imageUrl?: string | undefined;
        link?: string | undefined;
        buttons: readonly ButtonContent[];
      }[];
    }
  | { kind: 'media'; mediaType: 'image' | 'video'; attachmentId: string; buttons: readonly ButtonContent[] }
  | FormContent;

/** One question in Messenger's own form: 1 to 5, 0 to 10, or own words; and own words behind a rating. */
export interface FormContent {
  kind: 'form';
  title: string;
  subtitle: string;
  button: string;
  question: { id: string; type: 'stars' | 'likely' | 'text'; text: string };
  followUp: string | null;
  privacyUrl: string;
  days: number;
}

/**
 * A template as the Send API takes it, under `message.attachment.payload`.
 * Source: Meta, Messenger Platform, "Message templates", read 2026-11-20.
 */
export function templatePayload(template: TemplateContent): JsonObject {
  switch (template.kind) {
    case 'buttons':
      return { template_type: 'button', text: template.text, buttons: template.buttons.map(buttonOf) };
    case 'cards':
      return { template_type: 'generic', elements: template.cards.map(cardOf) };
    case 'media': {
      const { mediaType, attachmentId, buttons } = template;
      const element = { media_type: mediaType, attachment_id: attachmentId, ...buttonsOf(buttons) };
      return { template_type: 'media', elements: [element] };
    }
    case 'form':
      return formPayload(template);
  }
}

const questionTypes = { stars: 'csat', likely: 'nps', text: 'free_form' } as const;

/** How the marks look is left to Messenger. Source: Meta, "Customer feedback template", read 2026-11-20. */
function formPayload({
  title,
  subtitle,
  button,
  question,
  followUp,
  privacyUrl,
  days,
}: FormContent): JsonObject {
  const asked = {
    id: question.id,
    type: questionTypes[question.type],
    title: question.text,
    ...(followUp === null ? {} : { follow_up: { type: 'free_form', placeholder: followUp } }),
  };
  return {
    template_type: 'customer_feedback',
    title,
    subtitle,
    button_title: button,
    feedback_screens: [{ questions: [asked] }],
    business_privacy: { url: privacyUrl },
    expires_in_days: days,
  };
}

function cardOf({
  title,
  subtitle,
  imageUrl,
  link,
  buttons,
}: Extract<TemplateContent, { kind: 'cards' }>['cards'][number]): JsonValue {
  return {
    title,
    ...(subtitle ? { subtitle } : {}),
    ...(imageUrl ? { image_url: imageUrl } : {}),
    ...(link ? { default_action: { type: 'web_url', url: link } } : {}),
    ...buttonsOf(buttons),
  };
}

/** Meta takes no empty list. */
function buttonsOf(buttons: readonly ButtonContent[]): JsonObject {
  return buttons.length === 0 ? {} : { buttons: buttons.map(buttonOf) };
}

function buttonOf(button: ButtonContent): JsonValue {
  switch (button.type) {
    case 'link':
      return { type: 'web_url', title: button.title, url: button.url };
    case 'postback':
      return { type: 'postback', title: button.title, payload: button.payload };
    case 'call':
      return { type: 'phone_number', title: button.title, payload: button.phone };
  }
}

const most = {
  buttons: 3,
  buttonTitle: 20,
  buttonPayload: 1_000,
  text: 640,
  cards: 10,
  cardTitle: 80,
  cardSubtitle: 80,
  formTitle: 65,
  formSubtitle: 80,
  formQuestion: 85,
};

/** The first limit of Meta's that a template breaks, as `[what, allowed, actual]`; null when it breaks none. */
export function brokenTemplateLimit(
  template: TemplateContent,
): [limit: TemplateLimit, allowed: number, actual: number] | null {
  if (template.kind === 'form') return firstBroken(formChecks(template));
  const buttonLists =
    template.kind === 'cards' ? template.cards.map((card) => card.buttons) : [template.buttons];
  const checks: [TemplateLimit, number, number][] = [
    ...buttonLists.flatMap((buttons): [TemplateLimit, number, number][] => [
      ['too-many-buttons', most.buttons, buttons.length],
      ...buttons.flatMap((button): [TemplateLimit, number, number][] => [
        ['button-title-too-long', most.buttonTitle, button.title.length],
        ...(button.type === 'postback'
          ? [
              ['button-payload-too-long', most.buttonPayload, button.payload.length] as [
                TemplateLimit,
                number,
                number,
              ],
            ]
          : []),
      ]),
    ]),
    ...(template.kind === 'buttons'
      ? [['template-text-too-long', most.text, template.text.length] as [TemplateLimit, number, number]]
      : []),
    ...(template.kind === 'cards' ? cardChecks(template.cards) : []),
  ];
  return firstBroken(checks);
}

const firstBroken = (checks: readonly [TemplateLimit, number, number][]) =>
  checks.find(([, allowed, actual]) => actual > allowed) ?? null;

function formChecks({ title, subtitle, button, question }: FormContent): [TemplateLimit, number, number][] {
  return [
    ['form-title-too-long', most.formTitle, [...title].length],
    ['form-subtitle-too-long', most.formSubtitle, [...subtitle].length],
    ['button-title-too-long', most.buttonTitle, [...button].length],
    ['form-question-too-long', most.formQuestion, [...question.text].length],
  ];
}

export type TemplateLimit =
  | 'too-many-buttons'
  | 'button-title-too-long'
  | 'button-payload-too-long'
  | 'template-text-too-long'
  | 'too-many-cards'
  | 'card-title-too-long'
  | 'card-subtitle-too-long'
  | 'form-title-too-long'
  | 'form-subtitle-too-long'
  | 'form-question-too-long';

function cardChecks(
  cards: Extract<TemplateContent, { kind: 'cards' }>['cards'],
): [TemplateLimit, number, number][] {
  return [
    ['too-many-cards', most.cards, cards.length],
    ...cards.flatMap((card): [TemplateLimit, number, number][] => [
      ['card-title-too-long', most.cardTitle, card.title.length],
      ['card-subtitle-too-long', most.cardSubtitle, card.subtitle?.length ?? 0],
    ]),
  ];
}
