import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { PageId } from '../../../../contract/ids.ts';
import {
  versionedPageSettings,
  type ChangePageSettings,
  type VersionedPageSettings,
} from '../../../../contract/page-settings.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

/** All that is set for a page, and the version it stands at. */
export const pageSettingsQuery = (id: PageId) =>
  queryOptions({
    queryKey: queryKeys.pageSettings(id),
    queryFn: ({ signal }) =>
      request('GET', apiPaths.pageSettings(id), { answer: versionedPageSettings, signal }),
  });

/** Saves what was changed, on the version it was changed on; nothing is shown as saved before it is. */
export function useSavePageSettings(id: PageId) {
  const cache = useQueryClient();
  return useMutation<VersionedPageSettings, Problem, ChangePageSettings>({
    mutationFn: (body) =>
      request('PATCH', apiPaths.pageSettings(id), { body, answer: versionedPageSettings }),
    onSuccess: (saved) => cache.setQueryData(queryKeys.pageSettings(id), saved),
    onError: (error) => {
      if (error.code === 'conflict') void cache.invalidateQueries({ queryKey: queryKeys.pageSettings(id) });
    },
  });
}
