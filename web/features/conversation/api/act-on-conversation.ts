import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  conversationStatus,
  type AssignConversation,
  type HandOverThread,
  type SnoozeConversation,
  type TransferConversation,
} from '../../../../contract/conversations.ts';
import type { ConversationId, UserId } from '../../../../contract/ids.ts';
import { request } from '../../../lib/api.ts';
import { apiPaths } from '../../../lib/paths.ts';
import { queryKeys } from '../../../lib/query-keys.ts';
import { showToast } from '../../../ui/toast-store.ts';

/** What can be done with a conversation as a whole. */
export type ConversationAct =
  | { kind: 'take' }
  | { kind: 'assign'; to: UserId | null }
  | { kind: 'transfer'; to: TransferConversation }
  | { kind: 'park' }
  /** Parked while the customer waits for work of ours. */
  | { kind: 'hold' }
  | { kind: 'snooze'; until: Date }
  | { kind: 'resume' }
  | { kind: 'end' }
  | { kind: 'handled' }
  | { kind: 'close' }
  | { kind: 'reopen' }
  /** The thread on Facebook: from the app that holds it, or to Meta's own inbox. */
  | { kind: 'thread/take-over' }
  | { kind: 'thread/hand-over' };

const refusals = {
  take: 'It could not be taken',
  assign: 'It could not be assigned',
  transfer: 'It could not be handed on',
  park: 'It could not be parked',
  hold: 'It could not be put on hold',
  snooze: 'It could not be put aside',
  resume: 'It could not be gone on with',
  end: 'It could not be ended',
  handled: 'It could not be marked as handled',
  close: 'It could not be closed',
  reopen: 'It could not be reopened',
  'thread/take-over': 'It could not be taken over',
  'thread/hand-over': 'It could not be handed over',
} as const satisfies Record<ConversationAct['kind'], string>;

function bodyOf(act: ConversationAct): {
  body?: AssignConversation | TransferConversation | SnoozeConversation | HandOverThread;
} {
  if (act.kind === 'assign') return { body: { userId: act.to } };
  if (act.kind === 'snooze') return { body: { until: act.until.toISOString() } };
  if (act.kind === 'thread/hand-over') return { body: {} };
  return act.kind === 'transfer' ? { body: act.to } : {};
}

/** Where it stands afterwards; whoever hands it on is not told. */
const afterwards = z.object({ status: conversationStatus }).nullish();

/** Take, assign, end, reopen and the like: what changes comes back with the conversation itself. */
export function useActOnConversation(id: ConversationId) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: ConversationAct) =>
      act.kind === 'hold'
        ? request('PATCH', apiPaths.ticket(id), { body: { status: 'on-hold' }, answer: afterwards })
        : request('POST', apiPaths.act(id, act.kind), { ...bodyOf(act), answer: afterwards }),
    onError: (error, act) => showToast({ tone: 'danger', title: refusals[act.kind], text: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.conversation(id) }),
  });
}
