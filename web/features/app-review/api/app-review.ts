import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { appReview, type AppReview, type ChangeReview } from '../../../../contract/app-review.ts';
import { privacyPage, type ChangePrivacyPage, type PrivacyPage } from '../../../../contract/privacy-page.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

export const appReviewQuery = queryOptions({
  queryKey: queryKeys.appReview,
  queryFn: ({ signal }) => request('GET', apiPaths.appReview, { answer: appReview, signal }),
  staleTime: 0,
});

/** Notes how far a permission is. */
export function useNoteReview(permission: string) {
  const cache = useQueryClient();
  return useMutation<AppReview, Problem, ChangeReview>({
    mutationFn: (body) => request('PATCH', apiPaths.reviewItem(permission), { body, answer: appReview }),
    onSuccess: (now) => cache.setQueryData(queryKeys.appReview, now),
    onError: (error) => showToast({ tone: 'danger', title: 'It was not noted', text: error.message }),
  });
}

export const privacyPageQuery = queryOptions({
  queryKey: queryKeys.privacyPage,
  queryFn: ({ signal }) => request('GET', apiPaths.privacyPage, { answer: privacyPage, signal }),
  staleTime: 0,
});

export function useChangePrivacyPage() {
  const cache = useQueryClient();
  return useMutation<PrivacyPage, Problem, ChangePrivacyPage>({
    mutationFn: (body) => request('PUT', apiPaths.privacyPage, { body, answer: privacyPage }),
    onSuccess: (now) => {
      cache.setQueryData(queryKeys.privacyPage, now);
      showToast({ tone: 'success', title: 'The privacy page is saved' });
    },
  });
}
