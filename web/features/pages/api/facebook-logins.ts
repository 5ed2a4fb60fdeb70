import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  connectedPages,
  facebookLogin,
  startedFacebookLogin,
  type CompleteFacebookLogin,
  type ConnectedPages,
  type ConnectPages,
  type FacebookLogin,
  type StartedFacebookLogin,
  type StartFacebookLogin,
} from '../../../../contract/facebook-logins.ts';
import type { FacebookLoginId } from '../../../../contract/ids.ts';
import { page, type Page } from '../../../../contract/pages.ts';
import { request, type Problem } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';

/** The answer is being exchanged, perhaps for another tab of this browser: it is there in a moment. */
const lookAgainMs = 700;

export const loginQuery = (id: FacebookLoginId) =>
  queryOptions({
    queryKey: queryKeys.facebookLogin(id),
    queryFn: ({ signal }) => request('GET', apiPaths.facebookLogin(id), { answer: facebookLogin, signal }),
    refetchInterval: ({ state }) => (state.data?.status === 'exchanging' ? lookAgainMs : false),
  });

/** One's own logins that wait to be used. */
export const waitingLoginsQuery = queryOptions({
  queryKey: queryKeys.facebookLogins,
  queryFn: async ({ signal }) => {
    const answer = z.object({ items: z.array(facebookLogin) });
    return (await request('GET', apiPaths.facebookLogins, { answer, signal })).items;
  },
});

/** Begins a login and leaves for Facebook. */
export function useStartLogin() {
  return useMutation<StartedFacebookLogin, Problem, StartFacebookLogin>({
    mutationFn: (body) => request('POST', apiPaths.facebookLogins, { body, answer: startedFacebookLogin }),
    onSuccess: ({ url }) => window.location.assign(url),
  });
}

/** Hands in what Facebook's dialog answered. */
export function useCompleteLogin(onSuccess: (login: FacebookLogin) => void) {
  return useMutation<FacebookLogin, Problem, CompleteFacebookLogin>({
    mutationFn: (body) => request('POST', apiPaths.completeFacebookLogin, { body, answer: facebookLogin }),
    onSuccess,
  });
}

/** Connects the pages that were ticked. */
export function useConnectPages(id: FacebookLoginId, onSuccess: (items: ConnectedPages['items']) => void) {
  const cache = useQueryClient();
  return useMutation<ConnectedPages, Problem, ConnectPages>({
    mutationFn: (body) => request('POST', apiPaths.loginPages(id), { body, answer: connectedPages }),
    onSuccess: ({ items }) => onSuccess(items),
    onSettled: () =>
      Promise.all(
        [queryKeys.pages, queryKeys.metaApps, queryKeys.facebookLogins].map((queryKey) =>
          cache.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

/** Puts what a login brought in the place of a page's old key. */
export function useUpdatePage(id: FacebookLoginId, onSuccess: (page: Page) => void) {
  const cache = useQueryClient();
  return useMutation<Page, Problem, void>({
    mutationFn: () => request('POST', apiPaths.loginUpdate(id), { answer: page }),
    onSuccess: async (updated) => {
      await Promise.all(
        [queryKeys.pages, queryKeys.pageConnection(updated.id), queryKeys.facebookLogins].map((queryKey) =>
          cache.invalidateQueries({ queryKey }),
        ),
      );
      onSuccess(updated);
    },
  });
}

/** Forgets a login; one that is over already is forgotten. */
export function useCancelLogin(onSettled: () => void) {
  const cache = useQueryClient();
  return useMutation<unknown, Problem, FacebookLoginId>({
    mutationFn: (id) => request('DELETE', apiPaths.facebookLogin(id)),
    onSettled: async () => {
      await cache.invalidateQueries({ queryKey: queryKeys.facebookLogins });
      onSettled();
    },
  });
}
