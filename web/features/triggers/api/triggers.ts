import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import type { ConditionGroup } from '../../../../contract/conditions.ts';
import type { TriggerId } from '../../../../contract/ids.ts';
import {
  trigger,
  triggerList,
  triggerRunList,
  triggerTrial,
  type SaveTrigger,
  type Trigger,
  type TriggerList,
} from '../../../../contract/triggers.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

/** All triggers in their order; an event tells when they change, and how often they acted is asked for again. */
export const triggersQuery = queryOptions({
  queryKey: queryKeys.triggers,
  queryFn: ({ signal }) => request('GET', apiPaths.triggers, { answer: triggerList, signal }),
  refetchInterval: 30_000,
});

/** What a trigger did, newest first. */
export const runsQuery = (id: TriggerId) =>
  infiniteQueryOptions({
    queryKey: queryKeys.triggerRuns(id),
    queryFn: ({ pageParam, signal }) =>
      request('GET', apiPaths.triggerRuns(id, pageParam), { answer: triggerRunList, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.before,
    refetchInterval: 10_000,
  });

/** For which of the last conversations conditions hold now. */
export const trialQuery = (conditions: ConditionGroup) =>
  queryOptions({
    queryKey: queryKeys.triggerTrial(conditions),
    queryFn: ({ signal }) =>
      request('POST', apiPaths.tryTrigger, { body: { conditions }, answer: triggerTrial, signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  });

/** Adds a trigger, or changes the one that was looked at. */
export function useSaveTrigger(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<Trigger, Problem, { before: Trigger | null; fields: SaveTrigger }>({
    mutationFn: ({ before, fields }) =>
      before === null
        ? request('POST', apiPaths.triggers, { body: fields, answer: trigger })
        : request('PUT', apiPaths.trigger(before.id), {
            body: { ...fields, version: before.version },
            answer: trigger,
          }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.triggers });
      onSuccess();
    },
  });
}

export function useDeleteTrigger(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, TriggerId>({
    mutationFn: (id) => request('DELETE', apiPaths.trigger(id)),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.triggers });
      onSuccess();
    },
  });
}

/** Puts the triggers into another order: shown at once, taken back when the server says no. */
export function useOrderTriggers() {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, readonly Trigger[]>({
    mutationFn: (items) =>
      request('PUT', apiPaths.triggerOrder, { body: { ids: items.map(({ id }) => id) } }),
    onMutate: (items) =>
      cache.setQueryData<TriggerList>(queryKeys.triggers, (list) => list && { ...list, items: [...items] }),
    onError: (error) => showToast({ tone: 'danger', title: 'The order did not change', text: error.message }),
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.triggers }),
  });
}

/** Gives the bot another name. */
export function useNameSender(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<TriggerList, Problem, string>({
    mutationFn: (name) => request('PUT', apiPaths.triggerSender, { body: { name }, answer: triggerList }),
    onSuccess: (list) => {
      cache.setQueryData(queryKeys.triggers, list);
      onSuccess();
    },
  });
}
