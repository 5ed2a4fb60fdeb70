import type { ConversationStatus } from '../../../contract/conversations.ts';

/** What can happen to a conversation. `customer-wrote`: a message, postback or comment came in. */
export type LifeEvent = 'take' | 'assign' | 'release' | 'end' | 'reopen' | 'customer-wrote';

/**
 * Every move there is; what is not here is refused. Who may cause it is for `may.ts`.
 *
 * `closed` by `customer-wrote` reopens the same conversation only within the page's time for that; later the
 * customer's message begins a new one, and this one stays closed.
 */
const moves = {
  open: { take: 'active', assign: 'active', end: 'closed', 'customer-wrote': 'open' },
  active: { assign: 'active', release: 'open', end: 'closed', 'customer-wrote': 'active' },
  waiting: { take: 'active', assign: 'active', release: 'open', end: 'closed', 'customer-wrote': 'active' },
  wrapup: { take: 'active', assign: 'active', release: 'open', end: 'closed', 'customer-wrote': 'active' },
  closed: { reopen: 'active', 'customer-wrote': 'open' },
} satisfies Record<ConversationStatus, Partial<Record<LifeEvent, ConversationStatus>>>;

/** Where the event leads from this status; null when it cannot happen there. */
export function nextStatus(status: ConversationStatus, event: LifeEvent): ConversationStatus | null {
  const from: Partial<Record<LifeEvent, ConversationStatus>> = moves[status];
  return from[event] ?? null;
}
