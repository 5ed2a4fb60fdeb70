import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Me, SetTaking } from '../../../../contract/team.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

/** Switches which kinds of conversations come to oneself: shown at once, taken back when the server says no. */
export function useSetTaking() {
  const cache = useQueryClient();
  const put = (taking: SetTaking) =>
    cache.setQueryData<Me>(
      queryKeys.me,
      (me) => me && { ...me, user: { ...me.user, ...(taking as Partial<Me['user']>) } },
    );
  return useMutation({
    mutationFn: (taking: SetTaking) => request('PATCH', apiPaths.taking, { body: taking }),
    onMutate: (taking) => {
      const user = cache.getQueryData<Me>(queryKeys.me)?.user;
      put(taking);
      return user && { takesChats: user.takesChats, takesTickets: user.takesTickets };
    },
    onError: (error, _taking, before) => {
      if (before) put(before);
      showToast({ tone: 'danger', title: 'This did not change', text: error.message });
    },
  });
}
