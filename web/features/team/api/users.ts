import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import type { UserId } from '../../../../contract/ids.ts';
import { user, type ChangeUser, type CreateUser } from '../../../../contract/team.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

export const usersQuery = queryOptions({
  queryKey: queryKeys.users,
  queryFn: async ({ signal }) =>
    (await request('GET', apiPaths.users, { answer: z.object({ items: z.array(user) }), signal })).items,
});

/** Who belongs where stands in both lists. */
function useTeamRefresh() {
  const cache = useQueryClient();
  return () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: queryKeys.users }),
      cache.invalidateQueries({ queryKey: queryKeys.departments }),
      cache.invalidateQueries({ queryKey: queryKeys.colleagues }),
    ]);
}

export function useCreateUser(onSuccess: () => void) {
  const refresh = useTeamRefresh();
  return useMutation<unknown, Problem, CreateUser>({
    mutationFn: (body) => request('POST', apiPaths.users, { body }),
    onSuccess: () => refresh().then(onSuccess),
  });
}

export function useChangeUser(onSuccess: () => void) {
  const refresh = useTeamRefresh();
  return useMutation<unknown, Problem, { id: UserId; change: ChangeUser }>({
    mutationFn: ({ id, change }) => request('PATCH', apiPaths.user(id), { body: change }),
    onSuccess: () => refresh().then(onSuccess),
  });
}
