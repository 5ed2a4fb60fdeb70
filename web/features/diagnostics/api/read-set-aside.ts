import { infiniteQueryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { setAside } from '../../../../contract/pages.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

const answer = z.object({ items: z.array(setAside), nextCursor: z.string().nullable() });

/** Not told by live events: read anew each time the section opens. Newest first. */
export const setAsideQuery = infiniteQueryOptions({
  queryKey: queryKeys.setAside,
  queryFn: ({ pageParam, signal }) => request('GET', apiPaths.setAside(pageParam), { answer, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
  staleTime: 0,
});
