import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Message } from '../../../../contract/messages.ts';
import type { WritePurpose } from '../../../../contract/send-purpose.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

/** A reply that failed: itself once more, or a link to the file that Facebook did not take. */
export type Again = { message: Message; how: 'same' | 'link'; purpose?: WritePurpose };

/** Sends it. What comes of it arrives as a live event. */
export function useSendAgain() {
  const client = useQueryClient();
  return useMutation<unknown, Problem, Again>({
    mutationFn: ({ message, how, purpose }) =>
      request('POST', how === 'same' ? apiPaths.retry(message.id) : apiPaths.link(message.id), {
        ...(purpose === undefined ? {} : { body: { purpose } }),
      }),
    onSettled: (_answer, _error, { message }) =>
      client.invalidateQueries({ queryKey: queryKeys.messages(message.conversationId) }),
  });
}
