import type { ConversationStatus } from '../../../contract/conversations.ts';

/** What happens to a conversation's life: by people at the desk, by the customer, by the clock. */
export type LifeEvent =
  | 'take'
  | 'assign'
  | 'release'
  | 'transfer'
  | 'park'
  | 'resume'
  | 'end'
  | 'finish'
  | 'reopen'
  /** They wrote, and there still is somebody whose conversation it is; without one it is `release` as well. */
  | 'customer-wrote'
  /** The time came until which it was put aside. */
  | 'wake'
  /** Parked, wrapped up, or simply left for as long as its page's settings allow. */
  | 'time-out';

/**
 * Every move there is; what is not here is refused. Who may cause it is for `may.ts`, and which conversation a
 * customer's word belongs to for `desk/inbound/succession.ts`.
 *
 * `end` leads to the wrap-up; a page without one finishes it in the same step.
 */
const moves = {
  open: { take: 'active', assign: 'active', transfer: 'open', end: 'closed', 'time-out': 'closed' },
  active: {
    assign: 'active',
    release: 'open',
    transfer: 'open',
    park: 'waiting',
    end: 'wrapup',
    'time-out': 'closed',
  },
  waiting: {
    take: 'active',
    assign: 'active',
    resume: 'active',
    release: 'open',
    transfer: 'open',
    end: 'wrapup',
    'customer-wrote': 'active',
    wake: 'active',
    'time-out': 'closed',
  },
  wrapup: {
    take: 'active',
    assign: 'active',
    resume: 'active',
    release: 'open',
    transfer: 'open',
    finish: 'closed',
    'customer-wrote': 'active',
    'time-out': 'closed',
  },
  closed: { reopen: 'active', 'customer-wrote': 'active' },
} satisfies Record<ConversationStatus, Partial<Record<LifeEvent, ConversationStatus>>>;

/** Where the event leads from this status; null when it cannot happen there. */
export function nextStatus(status: ConversationStatus, event: LifeEvent): ConversationStatus | null {
  const from: Partial<Record<LifeEvent, ConversationStatus>> = moves[status];
  return from[event] ?? null;
}
