import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { SurveyId } from '../../../../contract/ids.ts';
import {
  surveyResults,
  type ChangeSurvey,
  type CreateSurvey,
  type ReadSurveyResults,
} from '../../../../contract/surveys.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

type Save = { id: null; fields: CreateSurvey } | { id: SurveyId; fields: ChangeSurvey };

/** Adds a survey, or gives the one with this id its next wording. */
export function useSaveSurvey(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, Save>({
    mutationFn: ({ id, fields }) =>
      id === null
        ? request('POST', apiPaths.surveys, { body: fields })
        : request('PATCH', apiPaths.survey(id), { body: fields }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.surveys });
      onSuccess();
    },
  });
}

/** Removes a survey: nobody is asked by it any more. */
export function useRemoveSurvey(onSuccess: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, SurveyId>({
    mutationFn: (id) => request('DELETE', apiPaths.survey(id)),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.surveys });
      onSuccess();
    },
  });
}

/** How a survey was answered; each answer is told live, and then this is asked for again. */
export const surveyResultsQuery = (id: SurveyId, filter: ReadSurveyResults) =>
  queryOptions({
    queryKey: queryKeys.surveyResult(id, filter),
    queryFn: ({ signal }) =>
      request('GET', apiPaths.surveyResults(id, filter), { answer: surveyResults, signal }),
    placeholderData: keepPreviousData,
  });
