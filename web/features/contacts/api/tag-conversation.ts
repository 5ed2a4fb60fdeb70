import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ConversationMode } from '../../../../contract/conversations.ts';
import type { ConversationId, TagId } from '../../../../contract/ids.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

type Act = { add: TagId } | { remove: TagId } | { mode: ConversationMode };

/** Puts a tag on a conversation or takes it off, or makes it a chat or a ticket. */
export function useSortConversation(id: ConversationId) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, Act>({
    mutationFn: (act) => {
      if ('mode' in act) return request('PATCH', apiPaths.conversation(id), { body: act });
      return 'add' in act
        ? request('PUT', apiPaths.tagOf(id, act.add))
        : request('DELETE', apiPaths.tagOf(id, act.remove));
    },
    onError: (error) => showToast({ tone: 'danger', title: 'It did not change', text: error.message }),
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.conversation(id) }),
  });
}
