import type { ConversationSort, ConversationView } from '../../contract/conversations.ts';
import { customerKind } from '../../contract/customers.ts';
import { ticketStatus } from '../../contract/tickets.ts';
import type { ListSearch, CustomerSearch, TicketSearch } from '../lib/screen-paths.ts';

/** Everything about a desk's look that stands in the URL behind the question mark. */
export type DeskSearch = ListSearch & {
  /** The details are open over the work, where they have no pane of their own. */
  details?: true;
};

const views: readonly ConversationView[] = ['mine', 'unassigned', 'all', 'waiting', 'closed'];
const sorts: readonly ConversationSort[] = ['newest', 'oldest', 'waiting', 'window'];

/** What can be understood of a URL's search; the rest is left out. */
export function toDeskSearch(raw: Record<string, unknown>): DeskSearch {
  const sort = sorts.find((one) => one === raw.sort);
  return {
    ...(sort ? { sort } : {}),
    ...(text(raw.q) ? { q: text(raw.q) } : {}),
    ...(text(raw.department) ? { department: text(raw.department) } : {}),
    ...(text(raw.page) ? { page: text(raw.page) } : {}),
    ...(raw.kind === 'messenger' || raw.kind === 'comment' ? { kind: raw.kind } : {}),
    ...(raw.unread === 'true' ? { unread: true } : {}),
    ...(raw.details === 'true' ? { details: true } : {}),
  };
}

/** What can be understood of a URL's search on the screen of the tickets. */
export function toTicketSearch(raw: Record<string, unknown>): TicketSearch {
  const status = ticketStatus.safeParse(raw.status).data;
  return {
    ...(status ? { status } : {}),
    ...(text(raw.q) ? { q: text(raw.q) } : {}),
    ...(text(raw.assignee) ? { assignee: text(raw.assignee) } : {}),
    ...(text(raw.department) ? { department: text(raw.department) } : {}),
    ...(text(raw.page) ? { page: text(raw.page) } : {}),
  };
}

/** What can be understood of a URL's search in the contact centre. */
export function toCustomerSearch(raw: Record<string, unknown>): CustomerSearch {
  const kind = customerKind.safeParse(raw.kind).data;
  return { ...(text(raw.q) ? { q: text(raw.q) } : {}), ...(kind ? { kind } : {}) };
}

/** The view of a path, `mine` for one that there is not. */
export function toView(raw: string): ConversationView {
  return views.find((one) => one === raw) ?? 'mine';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
