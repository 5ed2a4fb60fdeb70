import type { Ticket, TicketStatus } from '../../contract/tickets.ts';
import { statusAt } from '../../contract/tickets.ts';
import { useMinute } from '../lib/clock.ts';
import { Chip, type ChipTone } from './chip.tsx';

/** What each status is called, in the order in which a question goes through them. */
export const ticketWords: Record<TicketStatus, string> = {
  new: 'New',
  opened: 'Opened',
  pending: 'Pending',
  'on-hold': 'On hold',
  solved: 'Solved',
  closed: 'Closed',
  spam: 'Spam',
};

const tones: Record<TicketStatus, ChipTone> = {
  new: 'accent',
  opened: 'warning',
  pending: 'info',
  'on-hold': 'note',
  solved: 'success',
  closed: 'plain',
  spam: 'danger',
};

/** How far a ticket has come; a solved one turns into a closed one before one's eyes. */
export function TicketChip({ ticket }: { ticket: Ticket }) {
  const status = statusAt(ticket, useMinute());
  return <Chip tone={tones[status]}>{ticketWords[status]}</Chip>;
}
