import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import type { UnitId } from '../../../../contract/ids.ts';
import { unit, type ChangeUnit, type CreateUnit } from '../../../../contract/team.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

export const unitsQuery = queryOptions({
  queryKey: queryKeys.units,
  queryFn: async ({ signal }) =>
    (await request('GET', apiPaths.units, { answer: z.object({ items: z.array(unit) }), signal })).items,
});

/** Who is set for what stands in both lists. */
function useRefresh() {
  const cache = useQueryClient();
  return () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: queryKeys.units }),
      cache.invalidateQueries({ queryKey: queryKeys.users }),
    ]);
}

/** Makes a unit, or changes the one with this id. */
export function useSaveUnit(onSuccess: () => void) {
  const refresh = useRefresh();
  return useMutation<unknown, Problem, { id: null; fields: CreateUnit } | { id: UnitId; fields: ChangeUnit }>(
    {
      mutationFn: ({ id, fields }) =>
        id === null
          ? request('POST', apiPaths.units, { body: fields })
          : request('PATCH', apiPaths.unit(id), { body: fields }),
      onSuccess: () => refresh().then(onSuccess),
    },
  );
}

/** Deletes a unit; with `isReleasing` also where somebody leads the whole desk without it. */
export function useDeleteUnit(onSuccess: () => void) {
  const refresh = useRefresh();
  return useMutation<unknown, Problem, { id: UnitId; isReleasing: boolean }>({
    mutationFn: ({ id, isReleasing }) =>
      request('DELETE', apiPaths.unit(id, isReleasing ? '?release=true' : '')),
    onSuccess: () => refresh().then(onSuccess),
  });
}

/** Who would lead the whole desk, as the server named them when it refused. */
export function releasedBy(error: Problem | null): string[] {
  const names = z.object({ supervisors: z.array(z.string()) }).safeParse(error?.data);
  return names.success ? names.data.supervisors : [];
}
