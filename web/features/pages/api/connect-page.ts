import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { PageId } from '../../../../contract/ids.ts';
import type { ChangePage, CreatePage } from '../../../../contract/pages.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

type Connect = { id: null; fields: CreatePage } | { id: PageId; fields: ChangePage };

/** Connects a page by its token, or gives a connected one a new token. */
export function useConnectPage(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, Connect>({
    mutationFn: ({ id, fields }) =>
      id === null
        ? request('POST', apiPaths.pages, { body: fields })
        : request('PATCH', apiPaths.page(id), { body: fields }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.pages });
      onSuccess();
    },
  });
}
