import { useMutation, useQueryClient } from '@tanstack/react-query';
import { presenceSettings, type PresenceSettings, type SavePresences } from '../../../../contract/team.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

/** Sets which presences there are, and whether they follow what agents have in hand. */
export function useSavePresences() {
  const cache = useQueryClient();
  return useMutation<PresenceSettings, Problem, SavePresences>({
    mutationFn: (body) => request('PUT', apiPaths.presences, { body, answer: presenceSettings }),
    onSuccess: (saved) => cache.setQueryData(queryKeys.presences, saved),
  });
}
