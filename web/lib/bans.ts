import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { BanCustomer } from '../../contract/bans.ts';
import type { BanId, ConversationId } from '../../contract/ids.ts';
import { showToast } from '../ui/toast-store.ts';
import { request, type Problem } from './api.ts';
import { apiPaths } from './paths.ts';
import { queryKeys } from './query-keys.ts';

// What the conversation's details and the list of bans do alike.

/** Shuts a customer out. */
export function useBan(id: ConversationId, onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, BanCustomer>({
    mutationFn: (body) => request('POST', apiPaths.ban(id), { body }),
    onSuccess,
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.conversation(id) }),
  });
}

/** Lets somebody in again. */
export function useLiftBan() {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, BanId>({
    mutationFn: (id) => request('DELETE', apiPaths.bans(id)),
    onError: (error) => showToast({ tone: 'danger', title: 'The ban stays', text: error.message }),
    onSuccess: () => showToast({ tone: 'success', title: 'The ban is lifted' }),
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: queryKeys.bans }),
        cache.invalidateQueries({ queryKey: queryKeys.conversations }),
      ]),
  });
}
