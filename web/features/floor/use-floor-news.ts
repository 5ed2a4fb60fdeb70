import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { queryKeys } from '../../lib/query-keys.ts';

/** However much happens, the floor is asked for anew this often at most. */
const atMostEveryMs = 2_000;

/** Asks for the floor anew when something happened that it counts. */
export function useFloorNews(): void {
  const cache = useQueryClient();
  const news = useQuery({
    queryKey: queryKeys.floorNews,
    queryFn: () => 0,
    enabled: false,
    initialData: 0,
  }).data;
  const asked = useRef({ news, atMs: 0 });
  useEffect(() => {
    if (news === asked.current.news) return;
    const waitMs = Math.max(0, asked.current.atMs + atMostEveryMs - performance.now());
    const timer = setTimeout(() => {
      asked.current = { news, atMs: performance.now() };
      void cache.invalidateQueries({ queryKey: queryKeys.floors }, { cancelRefetch: false });
    }, waitMs);
    return () => clearTimeout(timer);
  }, [news, cache]);
}
