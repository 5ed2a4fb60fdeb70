import { isSameLanguage } from '../../../contract/match-language.ts';
import type { MessageToTranslate } from '../../store/translations.ts';
import type { Heard } from './libre-translate.ts';
import { readTranslation, translationOf, type StoredTranslation } from './state-of.ts';

type Wanted = Pick<MessageToTranslate, 'direction' | 'translation' | 'settings' | 'existing' | 'ofText'>;

/**
 * Into which languages a message is to be translated now: those that somebody asked for, and of a customer's words, where
 * the conversation is translated, those that it is read in. What stands for these words, or has failed, is not asked anew.
 */
export function languagesWanted(message: Wanted): string[] {
  const { direction, translation, settings, existing, ofText } = message;
  const state = translationOf(translation, settings);
  // The page does not allow it any more.
  if (!state) return [];
  const asked = existing.filter((each) => each.state === 'asked').map(({ language }) => language);
  const read = direction === 'in' && state.isOn ? state.readsIn : [];
  const isSettled = (language: string) =>
    existing.some((each) => each.language === language && each.ofText === ofText && each.state !== 'asked');
  return [...new Set([...asked, ...read])].filter((language) => !isSettled(language));
}

/** Since when it is waited for: its words, or who asked. */
export function waitingSince(
  { writtenAt, existing }: Pick<MessageToTranslate, 'writtenAt' | 'existing'>,
  language: string,
): Date {
  const asked = existing.find((each) => each.language === language && each.state === 'asked');
  const askedAt = asked ? new Date(asked.at) : writtenAt;
  return askedAt > writtenAt ? askedAt : writtenAt;
}

/** What a customer's words are said to be in: what somebody chose. Null: the service finds out. */
export function languageOf({
  direction,
  translation,
}: Pick<Wanted, 'direction' | 'translation'>): string | null {
  const { customerLanguage, knownFrom } = readTranslation(translation);
  const isSure = knownFrom === 'chosen' || knownFrom === 'earlier';
  return direction === 'in' && isSure ? customerLanguage : null;
}

/** Less sure than this, or fewer letters, tell nothing: "ok" is said everywhere. */
const surelyPercent = 50;
const fewestLetters = 8;

/**
 * How the conversation stands when its customer was heard in a language; null: as before. What somebody chose is not
 * overruled by a guess, and newer words not by older ones.
 */
export function heardIn(
  before: unknown,
  { text, at }: { text: string; at: Date },
  heard: Heard | null,
): StoredTranslation | null {
  if (heard === null || heard.confidence < surelyPercent) return null;
  if ((text.match(/\p{L}/gu)?.length ?? 0) < fewestLetters) return null;
  const stored = readTranslation(before);
  if (stored.knownFrom === 'chosen' || stored.knownFrom === 'earlier') return null;
  if (stored.heardAt !== null && new Date(stored.heardAt) > at) return null;
  const isKnown = stored.customerLanguage !== null && isSameLanguage(stored.customerLanguage, heard.language);
  if (isKnown && stored.knownFrom === 'detected') return null;
  return {
    ...{ ...stored, customerLanguage: heard.language, knownFrom: 'detected' },
    heardAt: at.toISOString(),
  };
}
