import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Message } from '../../../../contract/messages.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

/** Sends a link to a file that Facebook did not take, or takes it back. What comes of it arrives as a live event. */
export function useFileLink() {
  const client = useQueryClient();
  return useMutation<unknown, Problem, { message: Message; act: 'send' | 'take-back' }>({
    mutationFn: ({ message, act }) => request(act === 'send' ? 'POST' : 'DELETE', apiPaths.link(message.id)),
    onError: (error, { act }) =>
      showToast({
        tone: 'danger',
        title: act === 'send' ? 'The link was not sent' : 'The link was not taken back',
        text: error.message,
      }),
    onSettled: (_answer, _error, { message }) =>
      client.invalidateQueries({ queryKey: queryKeys.messages(message.conversationId) }),
  });
}
