import { sql } from 'kysely';
import type { TicketStatus } from '../../contract/tickets.ts';
import type { Tx } from './db.ts';
import { reopenHours } from './inbound-facts.ts';

/** The status of `conversation as c` at a time; the same as `desk/tickets/derive-status.ts`. */
export function ticketStatusAt(now: Date) {
  return sql<TicketStatus>`case
    when c.ticket_set is not null then c.ticket_set
    when c.status = 'closed' and c.closed_at < ${now}::timestamptz - make_interval(hours =>
      (select ${reopenHours} from page where page.id = c.page_id)) then 'closed'
    else pagedesk_ticket_status(c.status, c.is_touched, c.waiting_since, c.owes_answer)
  end`;
}

/** Changes what a locked conversation's ticket says; its version grows by one. */
export async function updateTicket(
  tx: Tx,
  id: string,
  change: {
    ticketSet?: TicketStatus | null;
    subject?: string | null;
    owesAnswer?: boolean;
    dueAt?: Date | null;
    wakesAt?: Date | null;
  },
): Promise<void> {
  await tx
    .updateTable('conversation')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** What decides on a locked conversation's status. */
export async function readTicketFacts(tx: Tx, id: string) {
  return tx
    .selectFrom('conversation')
    .select(['status', 'isTouched', 'waitingSince', 'owesAnswer', 'ticketSet', 'subject', 'closedAt'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

/** What the department of a conversation wants before it is ended, and whether it bears a tag. */
export async function readEndingRules(tx: Tx, conversationId: string) {
  return tx
    .selectFrom('conversation as c')
    .innerJoin('department as d', 'd.id', 'c.departmentId')
    .select(['d.needsTag', 'd.needsComment'])
    .select(sql<boolean>`exists (select from conversation_tag t where t.conversation_id = c.id)`.as('hasTag'))
    .where('c.id', '=', conversationId)
    .executeTakeFirstOrThrow();
}
