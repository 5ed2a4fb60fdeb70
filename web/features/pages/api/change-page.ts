import { useMutation, useQueryClient } from '@tanstack/react-query';
import { page as pageSchema, type ChangePage, type Page } from '../../../../contract/pages.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

/** Changes a page: shown at once, taken back when the server says no. */
export function useChangePage(page: Page) {
  const cache = useQueryClient();
  const put = (next: Page) =>
    cache.setQueryData<Page[]>(queryKeys.pages, (all) =>
      all?.map((one) => (one.id === next.id ? next : one)),
    );
  return useMutation({
    mutationFn: (change: ChangePage) => request('PATCH', apiPaths.page(page.id), { body: change }),
    onMutate: ({ departmentId = page.departmentId, humanAgentAllowed = page.humanAgentAllowed }) =>
      put({ ...page, departmentId, humanAgentAllowed }),
    onError: (error) => {
      put(page);
      showToast({ tone: 'danger', title: `${page.name} did not change`, text: error.message });
    },
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.pages }),
  });
}

/** Changes a page, and shows it once it is. */
export function useSavePage(page: Page) {
  const cache = useQueryClient();
  return useMutation<Page, Problem, ChangePage>({
    mutationFn: (body) => request('PATCH', apiPaths.page(page.id), { body, answer: pageSchema }),
    onSuccess: (saved) =>
      cache.setQueryData<Page[]>(queryKeys.pages, (all) =>
        all?.map((one) => (one.id === saved.id ? saved : one)),
      ),
  });
}
