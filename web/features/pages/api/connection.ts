import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { PageId } from '../../../../contract/ids.ts';
import { pageConnection, type Page } from '../../../../contract/pages.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

export const connectionQuery = (id: PageId) =>
  queryOptions({
    queryKey: queryKeys.pageConnection(id),
    queryFn: ({ signal }) => request('GET', apiPaths.pageConnection(id), { answer: pageConnection, signal }),
  });

const done = {
  refresh: 'Facebook was asked anew',
  subscribe: 'The page is subscribed',
  unsubscribe: 'The page is unsubscribed',
} as const;

/** Looks at a page at Facebook, stops it, or lets it go on. */
export function usePageAct(page: Page) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, keyof typeof done>({
    mutationFn: (act) => request('POST', apiPaths.pageAct(page.id, act)),
    onSuccess: (_answer, act) => showToast({ tone: 'success', title: done[act], text: page.name }),
    onError: (error) =>
      showToast({ tone: 'danger', title: `${page.name} did not change`, text: error.message }),
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: queryKeys.pages }),
        cache.invalidateQueries({ queryKey: queryKeys.pageConnection(page.id) }),
      ]),
  });
}

/** Takes a page off the desk. */
export function useRemovePage(page: Page, onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, { erases: boolean }>({
    mutationFn: ({ erases }) => request('DELETE', apiPaths.removePage(page.id, erases)),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.pages });
      await cache.invalidateQueries({ queryKey: queryKeys.metaApps });
      showToast({ tone: 'success', title: 'The page was removed', text: page.name });
      onSuccess();
    },
  });
}
