import { useMutation, useQueryClient } from '@tanstack/react-query';
import { conversationDetails, type ConversationDetails } from '../../../../contract/conversations.ts';
import type { ConversationId, UserId } from '../../../../contract/ids.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

/** Asks a helper in, or lets one go; the answer is the conversation as it stands then. */
export function useInviting(id: ConversationId) {
  const cache = useQueryClient();
  return useMutation<ConversationDetails, Problem, { act: 'invite' | 'let-go'; userId: UserId }>({
    mutationFn: ({ act, userId }) =>
      act === 'invite'
        ? request('POST', apiPaths.helpers(id), { body: { userId }, answer: conversationDetails })
        : request('DELETE', apiPaths.helper(id, userId), { answer: conversationDetails }),
    onSuccess: (details) => {
      cache.setQueryData(queryKeys.conversation(id), details);
    },
  });
}
