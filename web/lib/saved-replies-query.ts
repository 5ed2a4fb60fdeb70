import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { savedReply } from '../../contract/saved-replies.ts';
import { request } from './api.ts';
import { apiPaths } from './paths.ts';
import { queryKeys } from './query-keys.ts';

const answer = z.object({ items: z.array(savedReply) });

/** The saved replies that one may use, by title. No event tells of them: they are asked for anew when looked at. */
export const savedRepliesQuery = queryOptions({
  queryKey: queryKeys.savedReplies,
  queryFn: async ({ signal }) => (await request('GET', apiPaths.savedReplies, { answer, signal })).items,
  staleTime: 30_000,
});
