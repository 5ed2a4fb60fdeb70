import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { wrongSignatures } from '../../../../contract/pages.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

const answer = z.object({ items: z.array(wrongSignatures) });

/** Read anew each time the section opens. */
export const wrongSignaturesQuery = queryOptions({
  queryKey: queryKeys.wrongSignatures,
  queryFn: async ({ signal }) => (await request('GET', apiPaths.wrongSignatures, { answer, signal })).items,
  staleTime: 0,
});
