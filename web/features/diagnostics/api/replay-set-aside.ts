import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

/** Puts an event back into the queue, as if it came now. */
export function useReplay(id: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => request('POST', apiPaths.replay(id)),
    onSuccess: () => {
      showToast({
        tone: 'success',
        title: 'The event is in the queue again',
        text: 'If it fails, it comes back here.',
      });
      return cache.invalidateQueries({ queryKey: queryKeys.setAside });
    },
    onError: (error) => showToast({ tone: 'danger', title: 'The event stays here', text: error.message }),
  });
}
