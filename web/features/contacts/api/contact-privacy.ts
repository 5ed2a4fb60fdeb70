import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ContactId } from '../../../../contract/ids.ts';
import { contactPrivacy, type ContactPrivacy } from '../../../../contract/privacy.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

/** How a customer's data stands; administrators only. While an erasure is under way it is looked at again. */
export const contactPrivacyQuery = (id: ContactId) =>
  queryOptions({
    queryKey: queryKeys.contactPrivacy(id),
    queryFn: ({ signal }) => request('GET', apiPaths.contactPrivacy(id), { answer: contactPrivacy, signal }),
    refetchInterval: ({ state }) => (state.data?.erasure?.doneAt === null ? 2_000 : false),
  });

/** Puts the customer under legal hold, or takes the hold away. */
export function useHold(id: ContactId) {
  const cache = useQueryClient();
  return useMutation<ContactPrivacy, Problem, boolean>({
    mutationFn: (isHeld) =>
      request('PUT', apiPaths.contactHold(id), { body: { isHeld }, answer: contactPrivacy }),
    onSuccess: (now) => cache.setQueryData(queryKeys.contactPrivacy(id), now),
  });
}

/** Asks for all of the customer's data to be removed. */
export function useErase(id: ContactId) {
  const cache = useQueryClient();
  return useMutation<ContactPrivacy, Problem, void>({
    mutationFn: () => request('POST', apiPaths.contactErasure(id), { answer: contactPrivacy }),
    onSuccess: (now) => cache.setQueryData(queryKeys.contactPrivacy(id), now),
  });
}
