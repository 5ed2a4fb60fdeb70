import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Message } from '../../../../contract/messages.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

/** Takes back the link to a file that Facebook did not take. What comes of it arrives as a live event. */
export function useTakeLinkBack() {
  const client = useQueryClient();
  return useMutation<unknown, Problem, Message>({
    mutationFn: (message) => request('DELETE', apiPaths.link(message.id)),
    onError: (error) =>
      showToast({ tone: 'danger', title: 'The link was not taken back', text: error.message }),
    onSettled: (_answer, _error, message) =>
      client.invalidateQueries({ queryKey: queryKeys.messages(message.conversationId) }),
  });
}
