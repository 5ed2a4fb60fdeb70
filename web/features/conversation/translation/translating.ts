import { useMemo } from 'react';
import { matchLanguage } from '../../../../contract/match-language.ts';
import type { ConversationDetails } from '../../../../contract/conversations.ts';
import type { ConversationTranslation, ServiceLanguage } from '../../../../contract/translation.ts';
import { useRight, useServiceLanguages } from '../../../lib/desk-queries.ts';
import { useReadingLanguage } from '../../../lib/reading-language.ts';

/** How a conversation is translated for who looks at it. */
export type Translating = Omit<ConversationTranslation, 'readsIn'> & {
  /** What they are shown. */
  language: string;
  /** What they would read, where that is not among what it is translated into. */
  wanted: string;
  /** They may have something translated: who only reads it may not. */
  mayAsk: boolean;
  languages: readonly ServiceLanguage[];
};

/** Null where nothing can be translated. Stays the same object while nothing of it changes. */
export function useTranslating({ translation, may, contact }: ConversationDetails): Translating | null {
  const languages = useServiceLanguages();
  const codes = useMemo(() => languages.map(({ code }) => code), [languages]);
  const wanted = useReadingLanguage(codes);
  const works = useRight('work-on-conversations');
  const mayAsk = works && may.note;
  const { locale } = contact;
  // Live events bring a new object of the same words.
  const told = JSON.stringify(translation ?? null);
  return useMemo(
    () =>
      translatingOf(JSON.parse(told) as ConversationTranslation | null, {
        ...{ wanted, mayAsk, languages, locale },
      }),
    [told, wanted, mayAsk, languages, locale],
  );
}

export function translatingOf(
  translation: ConversationTranslation | null,
  reader: {
    wanted: string | null;
    mayAsk: boolean;
    languages: readonly ServiceLanguage[];
    /** Of the customer's profile. */
    locale: string | null;
  },
): Translating | null {
  const { wanted, mayAsk, languages, locale } = reader;
  if (translation === null || wanted === null) return null;
  const { readsIn, ...rest } = translation;
  const language = readsIn.includes(wanted) ? wanted : (readsIn[0] ?? wanted);
  const known = rest.customerLanguage === null ? ofProfile(locale, languages) : {};
  return { ...rest, ...known, language, wanted, mayAsk, languages };
}

/** Until their words, or somebody here, tell more. */
function ofProfile(
  locale: string | null,
  languages: readonly ServiceLanguage[],
): Partial<Pick<Translating, 'customerLanguage' | 'knownFrom'>> {
  const codes = languages.map(({ code }) => code);
  const customerLanguage = matchLanguage(locale, codes);
  return customerLanguage === null ? {} : { customerLanguage, knownFrom: 'profile' };
}
