import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ConversationId } from '../../../../contract/ids.ts';
import type { ChangeTicket } from '../../../../contract/tickets.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

/** Sets a ticket's status or subject. */
export function useChangeTicket(id: ConversationId) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, ChangeTicket>({
    mutationFn: (body) => request('PATCH', apiPaths.ticket(id), { body }),
    onError: (error) =>
      showToast({ tone: 'danger', title: 'The ticket did not change', text: error.message }),
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.conversation(id) }),
  });
}
