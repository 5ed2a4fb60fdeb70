import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { backfill, type StartBackfill } from '../../../../contract/backfills.ts';
import type { BackfillId, PageId } from '../../../../contract/ids.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

const answer = z.object({ items: z.array(backfill) });
/** A reading takes a step a second; no event tells of it, so that not every desk hears of every step. */
const lookEveryMs = 2_000;

/** What was read of a page's past, the latest first; looked at again while one runs. */
export const backfillsQuery = (id: PageId) =>
  queryOptions({
    queryKey: queryKeys.backfills(id),
    queryFn: async ({ signal }) => (await request('GET', apiPaths.backfills(id), { answer, signal })).items,
    refetchInterval: ({ state }) =>
      state.data?.some((one) => one.state === 'running') ? lookEveryMs : false,
  });

/** Reads what was missed in the last days. */
export function useStartBackfill(id: PageId) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, StartBackfill>({
    mutationFn: (body) => request('POST', apiPaths.backfills(id), { body }),
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.backfills(id) }),
  });
}

export type BackfillSteer = 'pause' | 'resume' | 'cancel';

/** Stops a reading for a while, lets it go on, or ends it. */
export function useSteerBackfill(id: PageId) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, { id: BackfillId; steer: BackfillSteer }>({
    mutationFn: ({ id: one, steer }) => request('POST', apiPaths.steerBackfill(one, steer)),
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.backfills(id) }),
  });
}
