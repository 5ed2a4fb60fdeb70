import type { PageSettings } from '../../../contract/page-settings.ts';
import type { FeedContent } from '../../facebook/webhook/page-event.ts';
import { findWord } from '../../kit/find-word.ts';
import type { PageFact } from '../../store/inbound-facts.ts';
import { settingsOfPage } from '../pages/settings-of.ts';

type CommentSettings = PageSettings['comments'];

const known = new WeakMap<PageFact, CommentSettings>();

/** What is set for a page's comments, defaults filled in; read once for each batch. */
export function commentSettingsOf(page: PageFact): CommentSettings {
  const read = known.get(page) ?? settingsOfPage(page.settings).comments;
  known.set(page, read);
  return read;
}

/** Whether these words ask nothing of anybody, as the page's settings see it. */
export function isIgnorable(
  settings: CommentSettings,
  { text, tagNames, media }: Pick<FeedContent, 'text' | 'tagNames' | 'media'>,
): boolean {
  if (text === null || media.length > 0) return false;
  if (settings.ignoresEmojiOnly && isEmojiOnly(text)) return true;
  return settings.ignoresTagsOnly && isTagsOnly(text, tagNames);
}

const emojiAndSpace =
  /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u200d|\ufe0f|\u20e3|\s/gu;
const anyEmoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;

function isEmojiOnly(text: string): boolean {
  return anyEmoji.test(text) && text.replace(emojiAndSpace, '') === '';
}

/** Friends' names, and nothing said to the page: `Ana Lima, Ben`. */
function isTagsOnly(text: string, tagNames: readonly string[]): boolean {
  if (tagNames.length === 0) return false;
  const rest = [...tagNames]
    .toSorted((a, b) => b.length - a.length)
    .reduce((left, name) => left.replaceAll(name, ' '), text);
  return (
    !/[\p{L}\p{N}]/u.test(rest.replace(/\band\b|\bund\b|\bet\b|\by\b|\be\b/giu, ' ')) && !rest.includes('?')
  );
}

/** Whether a word or phrase that hides comments stands in a text; case and accents aside, whole words only. */
export function isToBeHidden(settings: CommentSettings, text: string | null): boolean {
  return text !== null && findWord(text, settings.hideWords) !== null;
}
