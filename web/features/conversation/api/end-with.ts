import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ConversationId, TagId } from '../../../../contract/ids.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

type Ending = { act: 'end' | 'handled'; tagIds: readonly TagId[]; comment: string };

/** Puts the tags on a conversation and ends it with a comment. */
export function useEndWith(id: ConversationId, onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, Ending>({
    mutationFn: async ({ act, tagIds, comment }) => {
      for (const tag of tagIds) await request('PUT', apiPaths.tagOf(id, tag));
      return request('POST', apiPaths.act(id, act), { body: comment === '' ? {} : { comment } });
    },
    onSuccess,
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.conversation(id) }),
  });
}
