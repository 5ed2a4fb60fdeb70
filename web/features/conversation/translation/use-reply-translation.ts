import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConversationId } from '../../../../contract/ids.ts';
import type { OwnWords, TranslationPreview, TranslationProblem } from '../../../../contract/translation.ts';
import type { Problem } from '../../../lib/api.ts';
import type { Draft } from '../../../lib/drafts.ts';
import { previewReply } from '../api/translation.ts';
import type { Writing } from '../composer/use-writing.ts';
import { isStale, pairOf, readyWords, type LanguagePair } from './reply-translation.ts';
import type { Translating } from './translating.ts';

/** The translation of what is being written; what is sent is what stands here. */
export type ReplyTranslation = {
  pair: LanguagePair;
  draft: Draft['translation'];
  /** The words above it are other ones by now. */
  isStale: boolean;
  isReady: boolean;
  isPending: boolean;
  problem: Pick<TranslationProblem, 'message' | 'advice'> | null;
  /** Somebody chose to send what they wrote. */
  isAsWritten: boolean;
  setAsWritten: (isAsWritten: boolean) => void;
  edit: (text: string) => void;
  /** Has it translated, or translated anew. */
  ask: () => void;
  /** Of a draft at the moment of sending; null: it is not translated yet. */
  readyOf: (draft: Draft) => { text: string; ownWords: OwnWords } | null;
};

/** `unknown`: the customer's language has to be chosen first. Null: what is written goes out as it is. */
export function useReplyTranslation(
  conversationId: ConversationId,
  writing: Writing,
  translating: Translating | null,
): ReplyTranslation | 'unknown' | null {
  const { draft, edits, kind } = writing;
  const pair = kind === 'note' ? null : pairOf(translating);
  /** The words that somebody chose to send as they are: others are asked about anew. */
  const [asWritten, setAsWritten] = useState<string | null>(null);
  const preview = useMutation<TranslationPreview, Problem, LanguagePair & { text: string }>({
    mutationFn: (words) => previewReply(conversationId, words),
    onSuccess: (answer, { text, from, to }) => {
      if (answer.text !== null) edits.setTranslation({ of: text, from, to, text: answer.text });
    },
  });
  if (pair === null || pair === 'unknown') return pair;
  const text = draft.text.trim();
  const isOfThese = preview.variables?.text === text;
  return {
    pair,
    draft: draft.translation,
    isStale: isStale(draft, pair),
    isReady: readyWords(draft, pair) !== null,
    isPending: preview.isPending,
    problem: isOfThese && !preview.isPending ? problemOf(preview) : null,
    isAsWritten: asWritten !== null && asWritten === text,
    setAsWritten: (isAsWritten) => setAsWritten(isAsWritten ? text : null),
    edit: (words) => draft.translation && edits.setTranslation({ ...draft.translation, text: words }),
    ask: () => {
      const now = edits.read().text.trim();
      if (now !== '' && !preview.isPending) preview.mutate({ ...pair, text: now });
    },
    readyOf: (now) => readyWords(now, pair),
  };
}

function problemOf({
  data,
  error,
}: {
  data: TranslationPreview | undefined;
  error: Problem | null;
}): ReplyTranslation['problem'] {
  if (error) return { message: 'It was not translated.', advice: error.message };
  return data !== undefined && 'problem' in data ? data.problem : null;
}
