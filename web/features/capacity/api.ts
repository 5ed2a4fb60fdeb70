import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  capacity,
  type Capacity,
  type CapacitySettings,
  type SaveCapacityProfile,
} from '../../../contract/capacity.ts';
import type { CapacityProfileId } from '../../../contract/ids.ts';
import { request, type Problem } from '../../lib/api.ts';
import { apiPaths } from '../../lib/paths.ts';
import { queryKeys } from '../../lib/query-keys.ts';

function useRenewed() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: queryKeys.capacity });
}

export function useSaveCapacity() {
  const renew = useRenewed();
  return useMutation<Capacity, Problem, CapacitySettings>({
    mutationFn: (body) => request('PUT', apiPaths.capacity, { body, answer: capacity }),
    onSuccess: renew,
  });
}

/** Makes a profile, or changes the one with this id. */
export function useSaveProfile(onSuccess: () => void) {
  const renew = useRenewed();
  return useMutation<unknown, Problem, { id: CapacityProfileId | null; fields: SaveCapacityProfile }>({
    mutationFn: ({ id, fields }) =>
      id === null
        ? request('POST', apiPaths.capacityProfiles, { body: fields })
        : request('PUT', apiPaths.capacityProfile(id), { body: fields }),
    onSuccess: async () => {
      await renew();
      onSuccess();
    },
  });
}

export function useDeleteProfile(onSuccess: () => void) {
  const renew = useRenewed();
  const cache = useQueryClient();
  return useMutation<unknown, Problem, CapacityProfileId>({
    mutationFn: (id) => request('DELETE', apiPaths.capacityProfile(id)),
    onSuccess: async () => {
      await Promise.all([renew(), cache.invalidateQueries({ queryKey: queryKeys.workStreams })]);
      onSuccess();
    },
  });
}
