import type { AutomatedText } from '../../../contract/automated-messages.ts';
import { resolveText, textLayer, type TextLayer } from '../../../contract/automated-layers.ts';
import type { AutomatedKey } from '../../../contract/automated-messages.ts';
import type { PageSettings } from '../../../contract/page-settings.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

/** The texts of a page as they hold, and how they are sent. */
export interface TextsOfPage {
  text(key: AutomatedKey): AutomatedText;
  options: Pick<PageSettings['texts'], 'welcomeOn' | 'welcomeWithOffline' | 'notAcceptedMinutes'>;
  language: string;
}

/**
 * What a page sends by itself: what the page says, else what is set for all pages, else what the desk has.
 *
 * @param stored.channelTexts  as `channelTextsOf` reads it.
 */
export function textsOf(stored: { pageSettings: unknown; channelTexts: unknown }): TextsOfPage {
  const { texts, general } = settingsOfPage(stored.pageSettings);
  const channel = (stored.channelTexts ?? {}) as Record<string, unknown>;
  return {
    text: (key) => resolveText(key, [texts[key], layerOf(key, channel[key])]),
    options: texts,
    language: general.language,
  };
}

/** A layer as it is stored; one that a later version wrote and this one does not understand says nothing. */
function layerOf(key: AutomatedKey, stored: unknown): TextLayer | undefined {
  // For most texts nothing is stored, and a schema of its own is not made for nothing.
  return stored === undefined ? undefined : textLayer(key).safeParse(stored).data;
}
