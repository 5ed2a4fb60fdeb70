import type { JsonObject, JsonValue } from '../json.ts';

/** A button under a template. */
export type ButtonContent =
  | { type: 'link'; title: string; url: string }
  | { type: 'postback'; title: string; payload: string }
  | { type: 'call'; title: string; phone: string };

/** What Messenger draws by itself: a text with buttons, cards side by side, or a picture or film with buttons. */
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
  | { kind: 'media'; mediaType: 'image' | 'video'; attachmentId: string; buttons: readonly ButtonContent[] };

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
  }
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
};

/** The first limit of Meta's that a template breaks, as `[what, allowed, actual]`; null when it breaks none. */
export function brokenTemplateLimit(
  template: TemplateContent,
): [limit: TemplateLimit, allowed: number, actual: number] | null {
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
  return checks.find(([, allowed, actual]) => actual > allowed) ?? null;
}

export type TemplateLimit =
  | 'too-many-buttons'
  | 'button-title-too-long'
  | 'button-payload-too-long'
  | 'template-text-too-long'
  | 'too-many-cards'
  | 'card-title-too-long'
  | 'card-subtitle-too-long';

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
