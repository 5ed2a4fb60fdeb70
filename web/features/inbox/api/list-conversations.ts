import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { conversationList } from '../../../../contract/conversations.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths, type ListQuery } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { keepNewerRows, type LoadedList } from '../list-order.ts';

const rowsPerPage = 50;

/** One list with its filters, page after page; live events keep what is loaded in order. */
export const listQuery = (query: ListQuery) =>
  infiniteQueryOptions({
    queryKey: queryKeys.conversationList(query),
    queryFn: ({ pageParam, signal }) =>
      request(
        'GET',
        apiPaths.conversations({ ...query, limit: rowsPerPage, ...(pageParam ? { cursor: pageParam } : {}) }),
        {
          answer: conversationList,
          signal,
        },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    structuralSharing: (before, fetched) =>
      keepNewerRows(before as LoadedList | undefined, fetched as LoadedList),
  });

export function useList(query: ListQuery) {
  return useInfiniteQuery(listQuery(query));
}
