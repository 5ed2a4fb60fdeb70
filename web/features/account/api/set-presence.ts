import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Me, PresenceChoice } from '../../../../contract/team.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

/** Chooses one's presence: shown at once, taken back when the server says no. */
export function useSetPresence() {
  const cache = useQueryClient();
  const put = (choice: PresenceChoice) =>
    cache.setQueryData<Me>(
      queryKeys.me,
      (me) => me && { ...me, user: { ...me.user, presenceChoice: choice, inactiveSince: null } },
    );
  return useMutation({
    mutationFn: (choice: PresenceChoice) => request('PATCH', apiPaths.presence, { body: { choice } }),
    onMutate: (choice) => {
      const before = cache.getQueryData<Me>(queryKeys.me)?.user.presenceChoice;
      put(choice);
      return before;
    },
    onError: (error, _choice, before) => {
      if (before) put(before);
      showToast({ tone: 'danger', title: 'Your presence did not change', text: error.message });
    },
  });
}
