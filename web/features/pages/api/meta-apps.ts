import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { metaApp, type CreateMetaApp } from '../../../../contract/pages.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

export const metaAppsQuery = queryOptions({
  queryKey: queryKeys.metaApps,
  queryFn: async ({ signal }) =>
    (await request('GET', apiPaths.metaApps, { answer: z.object({ items: z.array(metaApp) }), signal }))
      .items,
});

export function useCreateMetaApp(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, CreateMetaApp>({
    mutationFn: (body) => request('POST', apiPaths.metaApps, { body }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.metaApps });
      onSuccess();
    },
  });
}
