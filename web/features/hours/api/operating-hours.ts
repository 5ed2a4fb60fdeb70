import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { OperatingHoursId } from '../../../../contract/ids.ts';
import {
  hoursNow,
  type ChangeOperatingHours,
  type CreateOperatingHours,
  type HoursRules,
} from '../../../../contract/operating-hours.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

type Save =
  { id: null; fields: CreateOperatingHours } | { id: OperatingHoursId; fields: ChangeOperatingHours };

/** Adds operating hours, or changes those with this id. */
export function useSaveHours(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, Save>({
    mutationFn: ({ id, fields }) =>
      id === null
        ? request('POST', apiPaths.operatingHours, { body: fields })
        : request('PATCH', apiPaths.oneOperatingHours(id), { body: fields }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.operatingHours });
      onSuccess();
    },
  });
}

/** Deletes operating hours; with `release` also when something goes by them. */
export function useDeleteHours(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, { id: OperatingHoursId; release: boolean }>({
    mutationFn: ({ id, release }) =>
      request('DELETE', `${apiPaths.oneOperatingHours(id)}${release ? '?release=true' : ''}`),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.operatingHours });
      onSuccess();
    },
  });
}

/** How hours would stand now; nothing is asked while they are not whole. The last answer stays while the next comes. */
export function useHoursPreview(rules: HoursRules | null) {
  return useQuery({
    queryKey: [...queryKeys.operatingHours, 'preview', rules],
    queryFn: ({ signal }) =>
      request('POST', apiPaths.operatingHoursPreview, { body: rules, answer: hoursNow, signal }),
    enabled: rules !== null,
    placeholderData: keepPreviousData,
  });
}
