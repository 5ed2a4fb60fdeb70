import type { z } from 'zod';
import type {
  CustomerConversations,
  CustomerStory,
  listOfCustomer,
  readStory as readSchema,
} from '../../../contract/customers.ts';
import { listCustomerConversations } from '../../store/customer-links.ts';
import { readCustomerStory } from '../../store/customer-story.ts';
import { findCustomers } from '../../store/customers.ts';
import { may, sightOf } from '../access.ts';
import type { Context } from '../context.ts';
import { readLastMessage } from '../conversations/present.ts';
import { cutPage, readPlace, rowsFor, writePlace } from '../paging.ts';
import { notFound } from '../problems.ts';
import { presentStoryItem } from './present-story.ts';
import { presentUser } from './present.ts';

async function requireCustomer(ctx: Context, id: string): Promise<string> {
  const [row] = await findCustomers(ctx.db, [id], sightOf(ctx.actor));
  if (!row) throw notFound('customer');
  return row.id;
}

/** The customer's conversations over all pages that the actor may see, newest first. @throws Problem `not-found`. */
export async function listConversationsOfCustomer(
  ctx: Context,
  id: string,
  query: z.output<typeof listOfCustomer>,
): Promise<CustomerConversations> {
  const customerId = await requireCustomer(ctx, id);
  const page = { from: readPlace(query.cursor, 'cursor'), limit: rowsFor(query.limit) };
  const rows = await listCustomerConversations(ctx.db, customerId, sightOf(ctx.actor), page);
  const { shown, last } = cutPage(rows, query.limit);
  return {
    items: shown.map((row) => ({
      id: row.id as CustomerConversations['items'][number]['id'],
      number: row.number,
      kind: row.kind,
      status: row.status,
      page: { id: row.pageId as CustomerConversations['items'][number]['page']['id'], name: row.pageName },
      assignee: presentUser(row.assigneeId, row.assigneeName),
      openedAt: row.openedAt.toISOString(),
      closedAt: row.closedAt?.toISOString() ?? null,
      preview: readLastMessage(row.lastMessage)?.text ?? '',
    })),
    nextCursor: writePlace(last && { key: last.key, id: last.id }),
  };
}

/**
 * One story per person: what was said in messages and in public on every page, what was noted and, if wanted, what
 * happened, as far as the actor may see it; newest first. @throws Problem `not-found`.
 */
export async function readStory(
  ctx: Context,
  id: string,
  query: z.output<typeof readSchema>,
): Promise<CustomerStory> {
  const customerId = await requireCustomer(ctx, id);
  const page = { from: readPlace(query.cursor, 'cursor'), limit: rowsFor(query.limit) };
  const asked = {
    customerId,
    contactId: query.profile ?? null,
    sight: sightOf(ctx.actor),
    withEvents: query.show === 'everything',
    withPrivacy: may(ctx.actor, 'manage-privacy'),
  };
  const rows = await readCustomerStory(ctx.db, asked, page);
  const { shown, last } = cutPage(rows, query.limit);
  return {
    items: shown.map(presentStoryItem),
    nextCursor: writePlace(last && { key: last.key, id: last.id }),
  };
}
