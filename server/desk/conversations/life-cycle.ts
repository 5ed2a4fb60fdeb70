import type { ConversationStatus } from '../../../contract/conversations.ts';

/** What people at the desk can do with a conversation's life. */
export type LifeEvent = 'take' | 'assign' | 'release' | 'end' | 'reopen';

/**
 * Every move from the desk; what is not here is refused. Who may cause it is for `may.ts`. What a customer's
 * message does to a conversation is decided where it is placed, in `desk/inbound/place-event.ts`.
 */
const moves = {
  open: { take: 'active', assign: 'active', end: 'closed' },
  active: { assign: 'active', release: 'open', end: 'closed' },
  waiting: { take: 'active', assign: 'active', release: 'open', end: 'closed' },
  wrapup: { take: 'active', assign: 'active', release: 'open', end: 'closed' },
  closed: { reopen: 'active' },
} satisfies Record<ConversationStatus, Partial<Record<LifeEvent, ConversationStatus>>>;

/** Where the event leads from this status; null when it cannot happen there. */
export function nextStatus(status: ConversationStatus, event: LifeEvent): ConversationStatus | null {
  const from: Partial<Record<LifeEvent, ConversationStatus>> = moves[status];
  return from[event] ?? null;
}
