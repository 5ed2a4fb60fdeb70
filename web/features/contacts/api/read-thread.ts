import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { threadContext, type SayLikeness, type ThreadContext } from '../../../../contract/comments.ts';
import type { ConversationDetails } from '../../../../contract/conversations.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

/** What stands beside a conversation; asked for anew with every version of it. */
export function useThread({ id, version }: Pick<ConversationDetails, 'id' | 'version'>) {
  return useQuery({
    queryKey: [...queryKeys.thread(id), version],
    queryFn: ({ signal }) => request('GET', apiPaths.thread(id), { answer: threadContext, signal }),
    placeholderData: (before: ThreadContext | undefined, query) =>
      query?.queryKey[1] === id ? keepPreviousData(before) : undefined,
  });
}

/** Says that two are, or are not, the same person. */
export function useSayLikeness({ id, version }: Pick<ConversationDetails, 'id' | 'version'>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SayLikeness) =>
      request('POST', apiPaths.likeness(id), { body, answer: threadContext }),
    onSuccess: (thread) => client.setQueryData([...queryKeys.thread(id), version], thread),
    onError: (error) => showToast({ tone: 'danger', title: 'It could not be noted', text: error.message }),
  });
}
