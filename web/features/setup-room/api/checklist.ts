import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { checklist, type Checklist, type ChecklistItemId } from '../../../../contract/setup-room.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

/** Facts that no live event carries (the first message, say) are looked for this often while the room is open. */
const lookAgainMs = 10_000;

export const checklistQuery = queryOptions({
  queryKey: queryKeys.checklist,
  queryFn: ({ signal }) => request('GET', apiPaths.checklist, { answer: checklist, signal }),
  staleTime: 0,
  refetchInterval: lookAgainMs,
});

/** Ticks an item by hand, or takes the tick back. */
export function useTick() {
  const cache = useQueryClient();
  return useMutation<Checklist, Problem, { id: ChecklistItemId; isDone: boolean }>({
    mutationFn: ({ id, isDone }) =>
      request('PATCH', apiPaths.checklistItem(id), { body: { isDone }, answer: checklist }),
    onSuccess: (now) => cache.setQueryData(queryKeys.checklist, now),
    onError: (error) => showToast({ tone: 'danger', title: 'It was not ticked', text: error.message }),
  });
}

/** Has the desk ask Facebook how our apps stand. */
export function useLookAgain() {
  const cache = useQueryClient();
  return useMutation<Checklist, Problem, void>({
    mutationFn: () => request('POST', apiPaths.checklistLook, { answer: checklist }),
    onSuccess: (now) => cache.setQueryData(queryKeys.checklist, now),
    onError: (error) => showToast({ tone: 'danger', title: 'Facebook was not asked', text: error.message }),
  });
}
