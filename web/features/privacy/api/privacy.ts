import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  maskingRule,
  maskingTest,
  privacyPolicy,
  type ChangePrivacyPolicy,
  type MaskingRule,
  type MaskingTest,
  type PrivacyPolicy,
  type TestMaskingRule,
  type WriteMaskingRule,
} from '../../../../contract/privacy.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

export const maskingRulesQuery = queryOptions({
  queryKey: queryKeys.maskingRules,
  queryFn: async ({ signal }) =>
    (
      await request('GET', apiPaths.maskingRules, {
        answer: z.object({ items: z.array(maskingRule) }),
        signal,
      })
    ).items,
});

export const policyQuery = queryOptions({
  queryKey: queryKeys.privacyPolicy,
  queryFn: ({ signal }) => request('GET', apiPaths.privacyPolicy, { answer: privacyPolicy, signal }),
});

/** Adds a rule, or changes the one with this id. */
export function useSaveRule(onSuccess?: () => void) {
  const cache = useQueryClient();
  return useMutation<
    MaskingRule,
    Problem,
    { id: null; fields: WriteMaskingRule } | { id: string; fields: Partial<WriteMaskingRule> }
  >({
    mutationFn: ({ id, fields }) =>
      id === null
        ? request('POST', apiPaths.maskingRules, { body: fields, answer: maskingRule })
        : request('PATCH', apiPaths.maskingRule(id), { body: fields, answer: maskingRule }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.maskingRules });
      onSuccess?.();
    },
  });
}

export function useDeleteRule(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, string>({
    mutationFn: (id) => request('DELETE', apiPaths.maskingRule(id)),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.maskingRules });
      onSuccess();
    },
  });
}

/** What a rule would do to a text; nothing is saved. */
export function testRule(rule: TestMaskingRule, signal: AbortSignal): Promise<MaskingTest> {
  return request('POST', apiPaths.testMaskingRule, { body: rule, answer: maskingTest, signal });
}

export function useSavePolicy(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<PrivacyPolicy, Problem, ChangePrivacyPolicy>({
    mutationFn: (body) => request('PATCH', apiPaths.privacyPolicy, { body, answer: privacyPolicy }),
    onSuccess: (saved) => {
      cache.setQueryData(queryKeys.privacyPolicy, saved);
      void cache.invalidateQueries({ queryKey: queryKeys.agentNotice });
      onSuccess();
    },
  });
}
