import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';

const answer = z.object({ isOpen: z.boolean() });

/** Whether this desk still waits for its first administrator; false as long as that is not known. */
export function useNeedsFirstRun(): boolean {
  const state = useQuery({
    queryKey: ['first-run'],
    queryFn: ({ signal }) => request('GET', apiPaths.firstRun, { answer, signal }),
    staleTime: 0,
  });
  return state.data?.isOpen ?? false;
}
