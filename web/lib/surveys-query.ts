import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { survey } from '../../contract/surveys.ts';
import { request } from './api.ts';
import { apiPaths } from './paths.ts';
import { queryKeys } from './query-keys.ts';

/** Every survey, by name. */
export const surveysQuery = queryOptions({
  queryKey: queryKeys.surveys,
  queryFn: async ({ signal }) =>
    (await request('GET', apiPaths.surveys, { answer: z.object({ items: z.array(survey) }), signal })).items,
});
