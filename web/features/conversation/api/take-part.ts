import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AskForAdvice } from '../../../../contract/consults.ts';
import type { ConversationId, UserId } from '../../../../contract/ids.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

/** What changes who takes part in a conversation. */
export type PartAct =
  | { kind: 'join'; mode: 'internal' | 'public' }
  | { kind: 'leave' }
  | { kind: 'consults'; ask: AskForAdvice }
  | { kind: 'end-consult'; userId: UserId };

const refusals = {
  join: 'You could not come in',
  leave: 'You could not leave',
  consults: 'Nobody could be asked',
  'end-consult': 'They could not be let go',
} as const satisfies Record<PartAct['kind'], string>;

/** Join, leave, ask for advice, and let go: who takes part comes back with the conversation itself. */
export function useTakePart(id: ConversationId) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: PartAct) => {
      switch (act.kind) {
        case 'join':
          return request('POST', apiPaths.act(id, 'join'), { body: { mode: act.mode } });
        case 'leave':
          return request('POST', apiPaths.act(id, 'leave'));
        case 'consults':
          return request('POST', apiPaths.act(id, 'consults'), { body: act.ask });
        case 'end-consult':
          return request('DELETE', apiPaths.consult(id, act.userId));
      }
    },
    onError: (error, act) => showToast({ tone: 'danger', title: refusals[act.kind], text: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.conversation(id) }),
  });
}
