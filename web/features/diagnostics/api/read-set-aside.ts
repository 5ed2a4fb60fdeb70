import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { setAside } from '../../../../contract/pages.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

/** Not told by live events: read anew each time the section opens. */
export const setAsideQuery = queryOptions({
  queryKey: queryKeys.setAside,
  queryFn: async ({ signal }) =>
    (await request('GET', apiPaths.setAside, { answer: z.object({ items: z.array(setAside) }), signal }))
      .items,
  staleTime: 0,
});
