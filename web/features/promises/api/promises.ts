import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { operatingHours } from '../../../../contract/operating-hours.ts';
import {
  promise,
  type ChangePromise,
  type CreatePromise,
  type KeptPromise,
} from '../../../../contract/promises.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

export const promisesQuery = queryOptions({
  queryKey: queryKeys.promises,
  queryFn: async ({ signal }) =>
    (await request('GET', apiPaths.promises, { answer: z.object({ items: z.array(promise) }), signal }))
      .items,
});

/** Whose hours may be counted. */
export const hoursQuery = queryOptions({
  queryKey: [...queryKeys.operatingHours, 'of-promises'],
  queryFn: async ({ signal }) =>
    (
      await request('GET', apiPaths.operatingHours, {
        answer: z.object({ items: z.array(operatingHours) }),
        signal,
      })
    ).items,
});

type Save = { id: null; fields: CreatePromise } | { id: KeptPromise['id']; fields: ChangePromise };

/** Makes a promise, or changes the one with this id. */
export function useSavePromise(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, Save>({
    mutationFn: ({ id, fields }) =>
      id === null
        ? request('POST', apiPaths.promises, { body: fields })
        : request('PATCH', apiPaths.promise(id), { body: fields }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.promises });
      onSuccess();
    },
  });
}

/** Removes a promise; nothing is due by it any more. */
export function useDeletePromise(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, KeptPromise['id']>({
    mutationFn: (id) => request('DELETE', apiPaths.promise(id)),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.promises });
      onSuccess();
    },
  });
}
