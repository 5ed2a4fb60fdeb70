import { queryOptions, useMutation, useQueries, useQueryClient } from '@tanstack/react-query';
import type { ContactId, CustomerId } from '../../../../contract/ids.ts';
import {
  contactPrivacy,
  customerErasure,
  type ContactPrivacy,
  type CustomerErasure,
} from '../../../../contract/privacy.ts';
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

/** How the data of all profiles of a card stands, those aside that are not known yet; administrators only. */
export const usePrivacyOf = (ids: readonly ContactId[], isAdministrator: boolean): ContactPrivacy[] =>
  useQueries({
    queries: isAdministrator ? ids.map((id) => contactPrivacyQuery(id)) : [],
    combine: (all) => all.flatMap(({ data }) => data ?? []),
  });

/** Asks for all data of a card's person to be removed, every profile of it. */
export function useEraseCustomer(id: CustomerId) {
  const cache = useQueryClient();
  return useMutation<CustomerErasure, Problem, void>({
    mutationFn: () => request('POST', apiPaths.customerErasure(id), { answer: customerErasure }),
    onSuccess: ({ profiles }) => {
      for (const now of profiles) cache.setQueryData(queryKeys.contactPrivacy(now.contactId), now);
    },
  });
}
