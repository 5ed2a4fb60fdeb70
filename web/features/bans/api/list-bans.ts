import { infiniteQueryOptions } from '@tanstack/react-query';
import { banList } from '../../../../contract/bans.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

/** Who is shut out and who was, newest first; live events have it asked for anew. */
export const bansQuery = infiniteQueryOptions({
  queryKey: queryKeys.bans,
  queryFn: ({ pageParam, signal }) =>
    request('GET', apiPaths.banList(pageParam), { answer: banList, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
});
