import { reactionOf } from '../../people/react.ts';
import type { ThreadRecord } from '../../world/records.ts';
import type { GraphCall } from '../graph-call.ts';
import { invalidParameter } from '../graph-error.ts';

/** Typing, seen, and reactions of the page. No echo follows. */
export function actAsSender(call: GraphCall, thread: ThreadRecord, action: string): unknown {
  const { simulation, params, note } = call;
  note.kind = action.toLowerCase();
  switch (note.kind) {
    case 'typing_on': {
      const personaId = params.text('persona_id');
      thread.pageTyping = {
        sinceMs: simulation.clock.nowMs(),
        ...(personaId !== undefined && { personaId }),
      };
      break;
    }
    case 'typing_off':
      thread.pageTyping = null;
      break;
    case 'mark_seen':
      thread.readByPageAt = simulation.clock.nowMs();
      break;
    case 'react':
    case 'unreact':
      reactAsPage(call, thread, note.kind);
      break;
    default:
      throw invalidParameter(
        'Param sender_action must be one of {TYPING_ON, TYPING_OFF, MARK_SEEN, REACT, UNREACT}',
      );
  }
  simulation.live.thread(thread);
  return { recipient_id: thread.psid };
}

function reactAsPage(call: GraphCall, thread: ThreadRecord, action: 'react' | 'unreact'): void {
  const payload = call.params.object('payload') ?? {};
  const message = thread.messages.find(({ mid }) => mid === payload['message_id']);
  if (!message) throw invalidParameter('Invalid message_id');
  message.reactions = message.reactions.filter(({ by }) => by !== 'page');
  if (action === 'unreact') return;
  const emoji = payload['reaction'];
  if (typeof emoji !== 'string' || emoji === '')
    throw invalidParameter('Param payload[reaction] is required.');
  message.reactions.push(reactionOf('page', emoji));
}
