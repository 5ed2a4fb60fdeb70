import { notifyManager, QueryClient } from '@tanstack/react-query';
import { Problem } from '../lib/api.ts';

/** Live events keep what was fetched fresh; an answer that says no is not asked for again. */
export function createQueryClient(): QueryClient {
  // Drawn in the task in which the event came, not in a later one.
  notifyManager.setScheduler(queueMicrotask);
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        gcTime: 10 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
        retry: (count, error) => error instanceof Problem && error.code === 'unreachable' && count < 1,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
