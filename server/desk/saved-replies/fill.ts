import { messageTemplate, templateLimits, type MessageTemplate } from '../../../contract/templates.ts';
import type { FilledReply, SavedReplyVariant } from '../../../contract/saved-replies.ts';
import { limits } from '../../../contract/messages.ts';
import {
  fillPlaceholders,
  type Placeholder,
  type PlaceholderValues,
} from '../../../contract/placeholders.ts';

/** The variant for a person: their language with its country, their language, the page's, else the first. */
export function pickVariant(
  variants: readonly SavedReplyVariant[],
  wanted: { locale: string | null; pageLanguage: string },
): SavedReplyVariant | undefined {
  const tag = wanted.locale?.replace('_', '-') ?? null;
  const language = tag?.split('-')[0] ?? null;
  const by = (name: string | null) => variants.find((variant) => variant.language === name);
  const byLanguage = variants.find((variant) => variant.language.split('-')[0] === language);
  return by(tag) ?? by(language) ?? byLanguage ?? by(wanted.pageLanguage) ?? variants[0];
}

/**
 * A variant with its open places filled. What grows over a limit of Messenger's by that is cut, so that it can
 * still be sent; the agent sees it before.
 */
export function fillVariant(
  variant: SavedReplyVariant,
  values: PlaceholderValues,
): Omit<FilledReply, 'uploads'> {
  const missing = new Set<Placeholder>();
  const fill = (text: string, most = Number.POSITIVE_INFINITY) => {
    const filled = fillPlaceholders(text, values);
    for (const name of filled.missing) missing.add(name);
    return cut(filled.text, most);
  };
  return {
    language: variant.language,
    text: fill(variant.text),
    quickReplies: variant.quickReplies.map(({ title, payload }) => {
      const shown = fill(title, limits.quickReplyTitle) || title;
      return { title: shown, payload: payload === undefined || payload === '' ? shown : payload };
    }),
    template: variant.template === null ? null : fillTemplate(variant.template, fill),
    missing: [...missing],
  };
}

function fillTemplate(
  template: MessageTemplate,
  fill: (text: string, most: number) => string,
): MessageTemplate {
  switch (template.kind) {
    case 'buttons':
      return { ...template, text: fill(template.text, templateLimits.text) || template.text };
    case 'cards':
      return {
        ...template,
        cards: template.cards.map((card) => ({
          ...card,
          title: fill(card.title, templateLimits.cardTitle) || card.title,
          ...(card.subtitle === undefined
            ? {}
            : { subtitle: fill(card.subtitle, templateLimits.cardSubtitle) }),
        })),
      };
    case 'media':
      return messageTemplate.parse(template);
  }
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
