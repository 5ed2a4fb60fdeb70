import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { connectionTest, type ConnectionTest } from '../../../../contract/doctor.ts';
import type { PageId } from '../../../../contract/ids.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

const askEveryMs = 2_000;

/** The test of a page's connection: begun by a button, asked about until it has ended. */
export function useConnectionTest(id: PageId): {
  test: ConnectionTest | undefined;
  error: Error | null;
  isRunning: boolean;
  begin: () => void;
  end: () => void;
} {
  /** Counts the tests begun here; null: none. */
  const [turn, setTurn] = useState<number | null>(null);
  const query = useQuery({
    queryKey: [...queryKeys.doctor(id), 'test', turn],
    queryFn: async ({ client, queryKey, signal }) => {
      const before = client.getQueryData<ConnectionTest>(queryKey);
      return request('GET', apiPaths.connectionTest(id, before?.startedAt ?? null), {
        answer: connectionTest,
        signal,
      });
    },
    enabled: turn !== null,
    staleTime: Infinity,
    refetchInterval: ({ state }) => (state.data && state.data.state !== 'waiting' ? false : askEveryMs),
  });
  return {
    test: turn === null ? undefined : query.data,
    error: turn === null ? null : query.error,
    isRunning: turn !== null && !query.error && (query.data === undefined || query.data.state === 'waiting'),
    begin: () => setTurn((turn ?? 0) + 1),
    end: () => setTurn(null),
  };
}
