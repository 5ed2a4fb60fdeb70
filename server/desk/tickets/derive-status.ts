import type { Ticket, TicketStatus } from '../../../contract/tickets.ts';
import type { ConversationStatus } from '../../../contract/conversations.ts';

/** What a conversation's row says of its ticket. */
export interface TicketFacts {
  status: ConversationStatus;
  /** Somebody had it, wrote a note in it, or tagged it. */
  isTouched: boolean;
  /** Since when the customer waits for an answer; null: it is their turn. */
  waitingSince: Date | null;
  /** Parked while the customer waits for work of ours. */
  owesAnswer: boolean;
}

/**
 * The status that follows from a conversation's life. The database has the same table (`pagedesk_ticket_status`) for
 * lists, and for letting go of what was set by hand when another status follows.
 */
export function deriveStatus({ status, isTouched, waitingSince, owesAnswer }: TicketFacts): TicketStatus {
  if (status === 'wrapup' || status === 'closed') return 'solved';
  if (status === 'waiting' && owesAnswer) return 'on-hold';
  if (waitingSince === null) return 'pending';
  return status === 'open' && !isTouched ? 'new' : 'opened';
}

const hourMs = 60 * 60_000;

/** The ticket's status now, and when it closes by itself: a customer's word up to then reopens it. */
export function ticketNow(
  facts: TicketFacts & { ticketSet: TicketStatus | null; closedAt: Date | null; reopenHours: number },
  now: Date,
): Pick<Ticket, 'status' | 'closesAt'> {
  if (facts.ticketSet !== null) return { status: facts.ticketSet, closesAt: null };
  const status = deriveStatus(facts);
  if (status !== 'solved' || facts.closedAt === null) return { status, closesAt: null };
  const closesAt = new Date(facts.closedAt.getTime() + facts.reopenHours * hourMs);
  return now > closesAt ? { status: 'closed', closesAt: null } : { status, closesAt: closesAt.toISOString() };
}
