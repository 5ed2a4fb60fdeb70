import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ConversationDetails } from '../../../../contract/conversations.ts';
import type { ConversationId, MessageId } from '../../../../contract/ids.ts';
import {
  conversationTranslation,
  translationPreview,
  type ChangeTranslation,
  type ConversationTranslation,
  type PreviewTranslation,
  type TranslationPreview,
} from '../../../../contract/translation.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

/** Opens or closes translation, and says who reads and writes in which language. */
export function useChangeTranslation(id: ConversationId) {
  const cache = useQueryClient();
  return useMutation<ConversationTranslation, Problem, ChangeTranslation>({
    mutationFn: (body) =>
      request('PUT', apiPaths.conversationTranslation(id), { body, answer: conversationTranslation }),
    onSuccess: (translation) =>
      cache.setQueryData<ConversationDetails>(
        queryKeys.conversation(id),
        (known) => known && { ...known, translation },
      ),
    onError: (error) =>
      showToast({ tone: 'danger', title: 'Translation was not changed', text: error.message }),
  });
}

/** Has one message translated; the live event brings it to the screen. */
export async function askForTranslation(id: MessageId, language: string): Promise<void> {
  try {
    await request('POST', apiPaths.messageTranslation(id), { body: { language } });
  } catch (error) {
    const text = error instanceof Error ? error.message : '';
    showToast({ tone: 'danger', title: 'It was not translated', text });
  }
}

/** What is about to be sent, in the customer's language. */
export function previewReply(id: ConversationId, body: PreviewTranslation): Promise<TranslationPreview> {
  return request('POST', apiPaths.translationPreview(id), { body, answer: translationPreview });
}
