import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ConversationId, WorkStreamId } from '../../../../contract/ids.ts';
import {
  reroutedItems,
  routingRules,
  whatIf,
  type ReroutedItems,
  type RoutingRules,
  type SaveRoutingRules,
} from '../../../../contract/routing-rules.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import type { Draft } from '../rules-draft.ts';

/** The rules of a work stream as they are saved, with what they did in the last 7 days. */
export const rulesQuery = (id: WorkStreamId) =>
  queryOptions({
    queryKey: queryKeys.routingRulesOf(id),
    queryFn: ({ signal }) => request('GET', apiPaths.routingRules(id), { answer: routingRules, signal }),
    staleTime: 60_000,
  });

/** Replaces the rules of a work stream. */
export function useSaveRules(id: WorkStreamId) {
  const cache = useQueryClient();
  return useMutation<RoutingRules, Problem, SaveRoutingRules>({
    mutationFn: (body) => request('PUT', apiPaths.routingRules(id), { body, answer: routingRules }),
    onSuccess: (saved) => cache.setQueryData(queryKeys.routingRulesOf(id), saved),
  });
}

/** Asks the saved rules anew about what waits. */
export function useReRoute(id: WorkStreamId, onSuccess: (done: ReroutedItems) => void) {
  const cache = useQueryClient();
  return useMutation<ReroutedItems, Problem, void>({
    mutationFn: () => request('POST', apiPaths.reRoute(id), { answer: reroutedItems }),
    onSuccess: (done) => {
      void cache.invalidateQueries({ queryKey: queryKeys.routingRulesOf(id) });
      onSuccess(done);
    },
  });
}

/** How the last conversations, or one of them, would go by these rules. */
export const whatIfQuery = (
  id: WorkStreamId,
  { rules, fallbackDepartmentId }: Draft,
  about: { last: number } | { conversationId: ConversationId },
) => {
  const body = { rules, fallbackDepartmentId, ...about };
  return queryOptions({
    queryKey: queryKeys.whatIf(id, body),
    queryFn: ({ signal }) => request('POST', apiPaths.whatIf(id), { body, answer: whatIf, signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  });
};
