import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { mail, mailList, type Mail } from '../../../../contract/mail.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

const askEveryMs = 2_000;

/** Not told by live events: read anew each time the section opens, and again while one is on its way. */
export const mailsQuery = infiniteQueryOptions({
  queryKey: queryKeys.mails,
  queryFn: ({ pageParam, signal }) => request('GET', apiPaths.mails(pageParam), { answer: mailList, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
  staleTime: 0,
  refetchInterval: ({ state }) => {
    const newest = state.data?.pages[0]?.items ?? [];
    return newest.some(isOnItsWay) ? askEveryMs : false;
  },
});

/** Of one that is tried again later, nothing new is to be seen in seconds. */
function isOnItsWay({ state, failure }: Mail): boolean {
  return state === 'sending' || (state === 'waiting' && failure === null);
}

/** Writes to oneself, by the way of every mail. */
export function useTestMail() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => request('POST', apiPaths.testMail, { answer: mail }),
    onSuccess: () => cache.invalidateQueries({ queryKey: queryKeys.mails }),
    onError: (error) => showToast({ tone: 'danger', title: 'No mail was written', text: error.message }),
  });
}

/** Sends what was kept, failed, or may not have arrived. */
export function useSendMail(id: Mail['id']) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => request('POST', apiPaths.sendMail(id), { answer: mail }),
    onSuccess: () => cache.invalidateQueries({ queryKey: queryKeys.mails }),
    onError: (error) => showToast({ tone: 'danger', title: 'The mail was not sent', text: error.message }),
  });
}
