import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { conversationList } from '../../../../contract/conversations.ts';
import { floor, floorFilter, type FloorFilter, type ReadFloor } from '../../../../contract/floor.ts';
import type { ConversationId, UserId } from '../../../../contract/ids.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

/** What moves by itself, as waiting times do, is asked for again so often; what happens is heard at once. */
const tickMs = 20_000;

/** How the work stands. */
export const floorQuery = (scope: ReadFloor) =>
  queryOptions({
    queryKey: queryKeys.floor(scope),
    queryFn: ({ signal }) => request('GET', apiPaths.floor(scope), { answer: floor, signal }),
    refetchInterval: tickMs,
    placeholderData: (before) => before,
  });

const mostRows = 100;

/** Conversations under way, those without a move for longest first. */
export const underWayQuery = (filter: FloorFilter) =>
  queryOptions({
    queryKey: queryKeys.underWay(filter),
    queryFn: ({ signal }) =>
      request(
        'GET',
        apiPaths.conversations({
          view: 'all',
          sort: 'waiting',
          limit: mostRows,
          ...(filter.status ? { status: filter.status } : {}),
          ...(filter.departmentId ? { department: filter.departmentId } : {}),
          ...(filter.userId ? { assignee: filter.userId } : {}),
        }),
        { answer: conversationList, signal },
      ),
    refetchInterval: tickMs,
    placeholderData: (before) => before,
  });

/** What the list of conversations under way shows first. */
export const floorFilterQuery = queryOptions({
  queryKey: queryKeys.floorFilter,
  queryFn: ({ signal }) => request('GET', apiPaths.floorFilter, { answer: floorFilter, signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export function useSaveFloorFilter() {
  const cache = useQueryClient();
  return useMutation<FloorFilter, Problem, FloorFilter>({
    mutationFn: (filter) => request('PUT', apiPaths.floorFilter, { body: filter, answer: floorFilter }),
    onSuccess: (filter) => {
      cache.setQueryData(queryKeys.floorFilter, filter);
      showToast({ tone: 'success', title: 'This is what you see first from now on' });
    },
    onError: ({ message }) => showToast({ tone: 'danger', title: 'It could not be kept', text: message }),
  });
}

/** Monitor, join, assign, and giving requests again: each changes what the floor shows. */
export type FloorAct =
  | { kind: 'monitor' | 'join'; id: ConversationId }
  | { kind: 'assign'; id: ConversationId; to: UserId }
  | { kind: 'reset'; userId: UserId };

const refusals = {
  monitor: 'It could not be monitored',
  join: 'It could not be joined',
  assign: 'It could not be assigned',
  reset: 'They could not be made active again',
} as const satisfies Record<FloorAct['kind'], string>;

export function useFloorAct(onDone: (act: FloorAct) => void = () => {}) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, FloorAct>({
    mutationFn: (act) => {
      switch (act.kind) {
        case 'monitor':
          return request('POST', apiPaths.act(act.id, 'monitor'));
        case 'join':
          return request('POST', apiPaths.act(act.id, 'join'), { body: {} });
        case 'assign':
          return request('POST', apiPaths.act(act.id, 'assign'), { body: { userId: act.to } });
        case 'reset':
          return request('POST', apiPaths.resetPresence(act.userId));
      }
    },
    onSuccess: (_, act) => {
      void cache.invalidateQueries({ queryKey: queryKeys.floors });
      onDone(act);
    },
    onError: ({ message }, act) => showToast({ tone: 'danger', title: refusals[act.kind], text: message }),
  });
}
