import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CustomPresence, Me, PresenceChoice } from '../../../../contract/team.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

/** One of the five, one of the house's, or whatever one has in hand makes of it. */
export type ChosenPresence = PresenceChoice | 'automatic' | CustomPresence;

type User = Me['user'];

/** Chooses one's presence: shown at once, taken back when the server says no. */
export function useSetPresence() {
  const cache = useQueryClient();
  const put = (some: Partial<User>) =>
    cache.setQueryData<Me>(queryKeys.me, (me) => me && { ...me, user: { ...me.user, ...some } });
  return useMutation({
    mutationFn: (chosen: ChosenPresence) =>
      request('PATCH', apiPaths.presence, {
        body: { choice: typeof chosen === 'string' ? chosen : chosen.id },
      }),
    onMutate: (chosen) => {
      const before = cache.getQueryData<Me>(queryKeys.me)?.user;
      put({ ...toBe(chosen), inactiveSince: null });
      return before;
    },
    onError: (error, _chosen, before) => {
      if (before) put(before);
      showToast({ tone: 'danger', title: 'Your presence did not change', text: error.message });
    },
  });
}

function toBe(chosen: ChosenPresence): Partial<User> {
  if (chosen === 'automatic') return { customPresence: null, followsLoad: true };
  if (typeof chosen === 'string') {
    return { presenceChoice: chosen, customPresence: null, followsLoad: false };
  }
  const { id, name, base } = chosen;
  return { presenceChoice: base, customPresence: { id, name }, followsLoad: false };
}

/** What was chosen, to be chosen once more. */
export function chosenPresence({ presenceChoice, customPresence, followsLoad }: User): ChosenPresence {
  if (followsLoad) return 'automatic';
  return customPresence ? { ...customPresence, base: presenceChoice, isActive: true } : presenceChoice;
}
