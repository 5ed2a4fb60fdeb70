import { z } from 'zod';
import { translationSettings, type TranslationSettings } from '../../../contract/page-settings.ts';
import {
  languageOrigin,
  translationLanguage,
  type ConversationTranslation,
} from '../../../contract/translation.ts';

const storedTranslation = z.object({
  /** Null: as its page says. */
  isOn: z.boolean().nullable(),
  customerLanguage: translationLanguage.nullable(),
  knownFrom: languageOrigin.nullable(),
  readsIn: z.array(translationLanguage),
  /** When that was said from which the language was found out: older words do not overrule it. */
  heardAt: z.iso.datetime().nullable().default(null),
});
/** How one conversation is translated, as far as somebody set it or it was found out. */
export type StoredTranslation = z.infer<typeof storedTranslation>;

const untouched: StoredTranslation = {
  ...{ isOn: null, customerLanguage: null, knownFrom: null },
  ...{ readsIn: [], heardAt: null },
};

/** The column of a conversation; null in nearly all. */
export function readTranslation(value: unknown): StoredTranslation {
  return value === null ? untouched : storedTranslation.parse(value);
}

/** What its page says; null: nothing was set for it. */
export function readPageTranslation(value: unknown): TranslationSettings {
  return translationSettings.parse(value ?? {});
}

/** How a conversation is translated now; undefined where its page does not allow it. */
export function translationOf(value: unknown, pageValue: unknown): ConversationTranslation | undefined {
  if (pageValue === null || pageValue === undefined) return undefined;
  const page = readPageTranslation(pageValue);
  if (page.mode === 'off') return undefined;
  const stored = readTranslation(value);
  const { customerLanguage, knownFrom, readsIn } = stored;
  return {
    isOn: isOn(stored, page),
    customerLanguage,
    knownFrom,
    readsIn: readsIn.length > 0 ? readsIn : [page.readsIn],
  };
}

/** Whether what a customer says in it is translated by itself. */
export function isTranslated(value: unknown, page: TranslationSettings): boolean {
  return page.mode !== 'off' && isOn(readTranslation(value), page);
}

function isOn(stored: StoredTranslation, { mode }: TranslationSettings): boolean {
  return stored.isOn ?? mode === 'automatic';
}
