import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { AssignConversation, HandOverThread } from '../../../../contract/conversations.ts';
import type { ConversationId, UserId } from '../../../../contract/ids.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

/** What can be done with a conversation as a whole. */
export type ConversationAct =
  | { kind: 'take' }
  | { kind: 'assign'; to: UserId | null }
  | { kind: 'end' }
  | { kind: 'reopen' }
  /** The thread on Facebook: from the app that holds it, or to Meta's own inbox. */
  | { kind: 'thread/take-over' }
  | { kind: 'thread/hand-over' };

const refusals = {
  take: 'It could not be taken',
  assign: 'It could not be assigned',
  end: 'It could not be ended',
  reopen: 'It could not be reopened',
  'thread/take-over': 'It could not be taken over',
  'thread/hand-over': 'It could not be handed over',
} as const satisfies Record<ConversationAct['kind'], string>;

/** Take, assign, end, reopen: what changes comes back with the conversation itself. */
export function useActOnConversation(id: ConversationId) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: ConversationAct) =>
      request('POST', apiPaths.act(id, act.kind), {
        ...(act.kind === 'assign' ? { body: { userId: act.to } satisfies AssignConversation } : {}),
        ...(act.kind === 'thread/hand-over' ? { body: {} satisfies HandOverThread } : {}),
      }),
    onError: (error, act) => showToast({ tone: 'danger', title: refusals[act.kind], text: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.conversation(id) }),
  });
}
