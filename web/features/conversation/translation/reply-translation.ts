import { isSameLanguage } from '../../../../contract/match-language.ts';
import type { OwnWords } from '../../../../contract/translation.ts';
import type { Draft } from '../../../lib/drafts.ts';
import type { Translating } from './translating.ts';

/** From what the agent writes into what the customer reads. */
export type LanguagePair = { from: string; to: string };

/**
 * What a reply is translated from and into. `unknown`: into what has to be said first; null: it goes out as it is
 * written, since nothing is translated or both have one language.
 */
export function pairOf(translating: Translating | null): LanguagePair | 'unknown' | null {
  if (!translating?.isOn || !translating.mayAsk) return null;
  const { wanted: from, customerLanguage: to } = translating;
  if (to === null) return 'unknown';
  return isSameLanguage(from, to) ? null : { from, to };
}

/** What goes out, and what the agent wrote; null while there is no translation of just these words. */
export function readyWords(
  { text, translation }: Pick<Draft, 'text' | 'translation'>,
  pair: LanguagePair,
): { text: string; ownWords: OwnWords } | null {
  if (translation === null || !isOf(translation, text, pair)) return null;
  const sent = translation.text.trim();
  if (sent === '') return null;
  return { text: sent, ownWords: { text: text.trim(), language: pair.from, sentIn: pair.to } };
}

/** The words were changed since they were translated, or the languages were. */
export function isStale(
  { text, translation }: Pick<Draft, 'text' | 'translation'>,
  pair: LanguagePair,
): boolean {
  return translation !== null && !isOf(translation, text, pair);
}

function isOf(
  translation: NonNullable<Draft['translation']>,
  text: string,
  { from, to }: LanguagePair,
): boolean {
  return translation.of === text.trim() && translation.from === from && translation.to === to;
}
