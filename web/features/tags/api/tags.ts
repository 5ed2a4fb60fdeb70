import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TagId } from '../../../../contract/ids.ts';
import type { ChangeTag, CreateTag } from '../../../../contract/tags.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

type Save = { id: null; fields: CreateTag } | { id: TagId; fields: ChangeTag };

/** Makes a tag, or changes the one with this id. */
export function useSaveTag(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, Save>({
    mutationFn: ({ id, fields }) =>
      id === null
        ? request('POST', apiPaths.tags, { body: fields })
        : request('PATCH', apiPaths.tag(id), { body: fields }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.tags });
      onSuccess();
    },
  });
}

/** Removes a tag, from every conversation too. */
export function useDeleteTag(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, TagId>({
    mutationFn: (id) => request('DELETE', apiPaths.tag(id)),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.tags });
      onSuccess();
    },
  });
}
