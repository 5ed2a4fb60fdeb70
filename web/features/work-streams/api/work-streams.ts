import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { WorkStreamId } from '../../../../contract/ids.ts';
import { routingRules } from '../../../../contract/routing-rules.ts';
import {
  skill,
  workStream,
  workStreamDetails,
  type ChangeWorkStream,
  type SetAgentService,
  type Skill,
  type WorkStream,
} from '../../../../contract/work-streams.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

/** One work stream, and what decides to whom its conversations come. */
export const workStreamQuery = (id: WorkStreamId) =>
  queryOptions({
    queryKey: queryKeys.workStream(id),
    queryFn: ({ signal }) =>
      request('GET', apiPaths.workStream(id), {
        answer: workStreamDetails,
        signal,
      }),
  });

/** How many routing rules it has. */
export const ruleCountQuery = (id: WorkStreamId) =>
  queryOptions({
    queryKey: queryKeys.routingRulesOf(id),
    queryFn: ({ signal }) => request('GET', apiPaths.routingRules(id), { answer: routingRules, signal }),
  });

function useRenewed() {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: queryKeys.workStreams });
}

export function useSaveWorkStream(id: WorkStreamId) {
  const renew = useRenewed();
  return useMutation<WorkStream, Problem, ChangeWorkStream>({
    mutationFn: (body) => request('PATCH', apiPaths.workStream(id), { body, answer: workStream }),
    onSettled: async () => {
      await renew();
    },
  });
}

/** Sets the program that names who gets its conversations. */
export function useSetAgentService(id: WorkStreamId) {
  const renew = useRenewed();
  return useMutation<WorkStream, Problem, SetAgentService>({
    mutationFn: (body) => request('PUT', apiPaths.agentService(id), { body, answer: workStream }),
    onSuccess: async () => {
      await renew();
    },
  });
}

/** Makes another one like it. */
export function useCopyWorkStream(onSuccess: (copy: WorkStream) => void) {
  const renew = useRenewed();
  return useMutation<WorkStream, Problem, WorkStreamId>({
    mutationFn: (id) => request('POST', apiPaths.copyWorkStream(id), { answer: workStream }),
    onSuccess: async (copy) => {
      await renew();
      onSuccess(copy);
    },
  });
}

export function useDeleteWorkStream(onSuccess: () => void) {
  const renew = useRenewed();
  const cache = useQueryClient();
  return useMutation<unknown, Problem, WorkStreamId>({
    mutationFn: (id) => request('DELETE', apiPaths.workStream(id)),
    onSuccess: async () => {
      onSuccess();
      await Promise.all([renew(), cache.invalidateQueries({ queryKey: queryKeys.pages })]);
    },
  });
}

/** Puts a page into a stream. */
export function useMovePage() {
  const renew = useRenewed();
  const cache = useQueryClient();
  return useMutation<
    unknown,
    Problem,
    { pageId: Parameters<typeof apiPaths.page>[0]; workStreamId: WorkStreamId | null }
  >({
    mutationFn: ({ pageId, workStreamId }) =>
      request('PATCH', apiPaths.page(pageId), { body: { workStreamId } }),
    onSuccess: async () => {
      await Promise.all([renew(), cache.invalidateQueries({ queryKey: queryKeys.pages })]);
    },
  });
}

/** Adds a skill, so that it can be asked for at once. */
export function useCreateSkill(onSuccess: (made: Skill) => void) {
  const cache = useQueryClient();
  return useMutation<Skill, Problem, string>({
    mutationFn: (name) => request('POST', apiPaths.skills, { body: { name }, answer: skill }),
    onSuccess: async (made) => {
      await cache.invalidateQueries({ queryKey: queryKeys.skills });
      onSuccess(made);
    },
  });
}
