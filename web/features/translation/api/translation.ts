import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import {
  translationService,
  translationUsage,
  triedTranslation,
  type SetTranslationService,
  type SwitchTranslation,
  type TranslationService,
  type TriedTranslation,
  type TryTranslation,
} from '../../../../contract/translation.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

export const serviceQuery = queryOptions({
  queryKey: queryKeys.translationService,
  queryFn: ({ signal }) =>
    request('GET', apiPaths.translationService, { answer: translationService, signal }),
});

/** Grows with every message: read anew each time it is looked at. */
export const usageQuery = (month: string | null) =>
  queryOptions({
    queryKey: queryKeys.translationUsage(month),
    queryFn: ({ signal }) =>
      request('GET', apiPaths.translationUsage(month), { answer: translationUsage, signal }),
    staleTime: 0,
  });

export function useSetService(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<TranslationService, Problem, SetTranslationService>({
    mutationFn: (body) => request('PUT', apiPaths.translationService, { body, answer: translationService }),
    onSuccess: (after) => {
      cache.setQueryData(queryKeys.translationService, after);
      onSuccess();
    },
  });
}

/** What is wrong with the service is an answer. */
export function useTryService() {
  const cache = useQueryClient();
  return useMutation<TriedTranslation, Problem, TryTranslation>({
    mutationFn: (body) => request('POST', apiPaths.tryTranslation, { body, answer: triedTranslation }),
    onSuccess: ({ service }) => cache.setQueryData(queryKeys.translationService, service),
  });
}

export function useSwitchTranslation(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<TranslationService, Problem, SwitchTranslation>({
    mutationFn: (body) => request('POST', apiPaths.switchTranslation, { body, answer: translationService }),
    onSuccess: (after) => {
      cache.setQueryData(queryKeys.translationService, after);
      onSuccess();
    },
  });
}
