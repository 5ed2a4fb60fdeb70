import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { auditActions, auditList } from '../../../../contract/audit.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

export type AuditFilter = { actor?: string; action?: string; subject?: string };

/** Not told by live events: read anew each time the section opens. Newest first. */
export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: queryKeys.audit(filter),
    queryFn: ({ pageParam, signal }) =>
      request('GET', apiPaths.audit({ ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) }), {
        answer: auditList,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
  });

export const auditActionsQuery = queryOptions({
  queryKey: queryKeys.auditActions,
  queryFn: async ({ signal }) =>
    (await request('GET', apiPaths.auditActions, { answer: auditActions, signal })).items,
  staleTime: 0,
});
