import { queryOptions } from '@tanstack/react-query';
import { load } from '../../../../contract/capacity.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

/** What I have in hand, and what bounds it; asked anew each time that it is looked at. */
export const loadQuery = queryOptions({
  queryKey: queryKeys.load,
  queryFn: ({ signal }) => request('GET', apiPaths.load, { answer: load, signal }),
  staleTime: 0,
});
