import { infiniteQueryOptions } from '@tanstack/react-query';
import { consentList } from '../../../../contract/privacy.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

/** Not told by live events: read anew each time the screen opens. Newest first; of one page, or of all. */
export const consentsQuery = (page: string | null) =>
  infiniteQueryOptions({
    queryKey: queryKeys.consents(page),
    queryFn: ({ pageParam, signal }) =>
      request(
        'GET',
        apiPaths.consents({
          ...(page === null ? {} : { page }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
        }),
        { answer: consentList, signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (list) => list.nextCursor,
    staleTime: 0,
  });
