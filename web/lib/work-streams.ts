import { useMutation, useQueryClient } from '@tanstack/react-query';
import { workStream, type CreateWorkStream, type WorkStream } from '../../contract/work-streams.ts';
import { request, type Problem } from './api.ts';
import { apiPaths } from './paths.ts';
import { queryKeys } from './query-keys.ts';

/** Adds a work stream; it is in the list when this is over, so that it can be chosen. */
export function useCreateWorkStream() {
  const cache = useQueryClient();
  return useMutation<WorkStream, Problem, CreateWorkStream>({
    mutationFn: (body) => request('POST', apiPaths.workStreams, { body, answer: workStream }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.workStreams });
    },
  });
}
