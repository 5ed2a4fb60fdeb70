import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  metaApp,
  removedPages,
  type ChangeMetaApp,
  type CreateMetaApp,
  type MetaApp,
  type RemovedPages,
} from '../../../../contract/pages.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

export const metaAppsQuery = queryOptions({
  queryKey: queryKeys.metaApps,
  queryFn: async ({ signal }) =>
    (await request('GET', apiPaths.metaApps, { answer: z.object({ items: z.array(metaApp) }), signal }))
      .items,
});

export function useCreateMetaApp(onSuccess: (made: MetaApp) => void) {
  const cache = useQueryClient();
  return useMutation<MetaApp, Problem, CreateMetaApp>({
    mutationFn: (body) => request('POST', apiPaths.metaApps, { body, answer: metaApp }),
    onSuccess: async (made) => {
      await cache.invalidateQueries({ queryKey: queryKeys.metaApps });
      onSuccess(made);
    },
  });
}

/** Renames an app, or gives it its new secret. */
export function useChangeMetaApp(app: MetaApp, onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, ChangeMetaApp>({
    mutationFn: (body) => request('PATCH', apiPaths.metaApp(app.id), { body }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.metaApps });
      onSuccess();
    },
  });
}

/** Takes an app without pages off the desk. */
export function useRemoveMetaApp(app: MetaApp, onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, void>({
    mutationFn: () => request('DELETE', apiPaths.metaApp(app.id)),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.metaApps });
      onSuccess();
    },
  });
}

/** Takes all pages of an app off the desk. */
export function useUnauthorizeApp(app: MetaApp) {
  const cache = useQueryClient();
  return useMutation<RemovedPages, Problem, void>({
    mutationFn: () => request('POST', apiPaths.unauthorizeApp(app.id), { answer: removedPages }),
    onSettled: () =>
      Promise.all(
        [queryKeys.metaApps, queryKeys.pages].map((queryKey) => cache.invalidateQueries({ queryKey })),
      ),
  });
}
