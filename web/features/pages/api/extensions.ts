import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { extension } from '../../../../contract/extensions.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

/** The parts of the desk that can be switched: what is off is not offered. */
export const extensionsQuery = queryOptions({
  queryKey: queryKeys.extensions,
  queryFn: async ({ signal }) => {
    const answer = z.object({ items: z.array(extension) });
    return (await request('GET', apiPaths.extensions, { answer, signal })).items;
  },
});
