import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Message } from '../../../../contract/messages.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

/** Sends a reply that failed once more. What comes of it arrives as a live event. */
export function useRetryMessage() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (message: Message) => request('POST', apiPaths.retry(message.id)),
    onSettled: (_answer, _error, message) =>
      client.invalidateQueries({ queryKey: queryKeys.messages(message.conversationId) }),
  });
}
