import { translationFault, type MessageTranslation } from '../../../contract/translation.ts';
import type { TranslationView } from '../../store/message-views.ts';
import { problemOf } from './fault-words.ts';

/** A message's words in other languages; empty without any, so that nearly all messages bear nothing of it. */
export function presentTranslations(views: readonly TranslationView[] | null): {
  translations?: MessageTranslation[];
} {
  if (views === null) return {};
  return { translations: views.map(presentTranslation) };
}

function presentTranslation({ fault, ...view }: TranslationView): MessageTranslation {
  const told = translationFault.safeParse(fault).data;
  return { ...view, problem: told === undefined ? null : problemOf(told) };
}
