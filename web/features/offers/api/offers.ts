import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { conversationDetails } from '../../../../contract/conversations.ts';
import { offerList, type Offer } from '../../../../contract/offers.ts';
import { useRight } from '../../../lib/desk-queries.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

const offersQuery = queryOptions({
  queryKey: queryKeys.offers,
  queryFn: async ({ signal }) => (await request('GET', apiPaths.offers, { answer: offerList, signal })).items,
});

/** What is offered to me now, the oldest first; live events keep it fresh. */
export function useOffers(): readonly Offer[] {
  return useQuery({ ...offersQuery, enabled: useRight('get-requests') }).data ?? [];
}

/** Accepts or refuses an offer. It is off the screen at once, and back when the server says no. */
export function useAnswerOffer(onAccepted: (offer: Offer) => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ offer, answer }: { offer: Offer; answer: 'accept' | 'reject' }) =>
      answer === 'accept'
        ? request('POST', apiPaths.acceptOffer(offer.id), { answer: conversationDetails })
        : request('POST', apiPaths.rejectOffer(offer.id)),
    onSuccess: (_done, { offer, answer }) => {
      if (answer === 'accept') onAccepted(offer);
    },
    onError: (error, { answer }) =>
      showToast({
        tone: 'danger',
        title: answer === 'accept' ? 'You do not have it' : 'The request stays with you',
        text: error.message,
      }),
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.offers }),
  });
}
