import { queryOptions, useQuery } from '@tanstack/react-query';
import { conversationCounters } from '../../../../contract/conversations.ts';
import { useRight } from '../../../lib/desk-queries.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

export const countersQuery = queryOptions({
  queryKey: queryKeys.counters,
  queryFn: ({ signal }) => request('GET', apiPaths.counters, { answer: conversationCounters, signal }),
});

/** How many conversations each view holds. */
export function useCounters() {
  return useQuery({ ...countersQuery, enabled: useRight('see-conversations') }).data;
}
