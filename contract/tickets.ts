import { z } from 'zod';
import { instant } from './instant.ts';

/**
 * How far a question has come, as everybody in the house reads it. `new`: nobody has touched it · `opened`: our turn ·
 * `pending`: the customer's turn · `on-hold`: the customer waits for longer work of ours · `solved`: ended, and their
 * next word reopens it · `closed`: their next word begins a new ticket · `spam`: nobody answers it.
 */
export const ticketStatus = z.enum(['new', 'opened', 'pending', 'on-hold', 'solved', 'closed', 'spam']);
export type TicketStatus = z.infer<typeof ticketStatus>;

/** The card that every conversation has, whatever it is worked on as. */
export const ticket = z.object({
  status: ticketStatus,
  /** Then a solved one is closed by itself; null for every other. */
  closesAt: instant.nullable(),
  /** As somebody wrote it, else the first 80 characters of the customer's first words; null when there are none. */
  subject: z.string().nullable(),
});
export type Ticket = z.infer<typeof ticket>;

export const changeTicket = z.strictObject({
  /** Holds until something happens that makes it another; what ends, reopens or parks the conversation does so. */
  status: ticketStatus.optional(),
  /** Null or empty: the customer's first words again. */
  subject: z.string().trim().max(200, 'A subject has at most 200 characters.').nullable().optional(),
  /** For the department that wants one of what is ended. */
  comment: z.string().trim().max(2000, 'A comment has at most 2,000 characters.').optional(),
});
export type ChangeTicket = z.infer<typeof changeTicket>;

/** The status as it is at a time: a solved ticket closes by itself, and nobody is told of it. */
export function statusAt({ status, closesAt }: Ticket, nowMs: number): TicketStatus {
  return status === 'solved' && closesAt !== null && nowMs > Date.parse(closesAt) ? 'closed' : status;
}
