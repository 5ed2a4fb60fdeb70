import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { macro } from '../../contract/macros.ts';
import { request } from './api.ts';
import { apiPaths } from './paths.ts';
import { queryKeys } from './query-keys.ts';

/** Every macro, by name. */
export const macrosQuery = queryOptions({
  queryKey: queryKeys.macros,
  queryFn: async ({ signal }) =>
    (await request('GET', apiPaths.macros, { answer: z.object({ items: z.array(macro) }), signal })).items,
  // No event tells of a new one: a minute, or the next look, is soon enough.
  staleTime: 60_000,
  refetchOnWindowFocus: true,
});
