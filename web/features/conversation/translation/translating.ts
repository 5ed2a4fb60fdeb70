import { useMemo } from 'react';
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
export function useTranslating({ translation, may }: ConversationDetails): Translating | null {
  const languages = useServiceLanguages();
  const codes = useMemo(() => languages.map(({ code }) => code), [languages]);
  const wanted = useReadingLanguage(codes);
  const works = useRight('work-on-conversations');
  const mayAsk = works && may.note;
  // Live events bring a new object of the same words.
  const told = JSON.stringify(translation ?? null);
  return useMemo(
    () => translatingOf(JSON.parse(told) as ConversationTranslation | null, { wanted, mayAsk, languages }),
    [told, wanted, mayAsk, languages],
  );
}

export function translatingOf(
  translation: ConversationTranslation | null,
  reader: { wanted: string | null; mayAsk: boolean; languages: readonly ServiceLanguage[] },
): Translating | null {
  const { wanted, mayAsk, languages } = reader;
  if (translation === null || wanted === null) return null;
  const { readsIn, ...rest } = translation;
  const language = readsIn.includes(wanted) ? wanted : (readsIn[0] ?? wanted);
  return { ...rest, language, wanted, mayAsk, languages };
}
