import { useInfiniteQuery } from '@tanstack/react-query';
import type { ConversationId } from '../../../../contract/ids.ts';
import { messageList } from '../../../../contract/messages.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

/** The timeline, newest page first; the next page is further back. Live events keep it fresh. */
export function useMessages(id: ConversationId) {
  return useInfiniteQuery({
    queryKey: queryKeys.messages(id),
    queryFn: ({ pageParam, signal }) =>
      request('GET', apiPaths.messages(id, pageParam === null ? {} : { before: pageParam }), {
        answer: messageList,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (oldest) => oldest.before,
  });
}
