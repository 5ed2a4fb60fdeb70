import { z } from 'zod';
import type { CustomerList, listCustomers as listSchema } from '../../../contract/customers.ts';
import { listCustomerRows } from '../../store/customers.ts';
import { sightOf } from '../access.ts';
import type { Context } from '../context.ts';
import { cutPage, readCursor, rowsFor, writeCursor } from '../paging.ts';
import { presentCustomer } from './present.ts';
import { searchWords } from './search-words.ts';

const place = z.tuple([z.string().max(300), z.uuid()]);

/** Of what is only alike, more would not help. */
const mostAlike = 20;

/** Customers whom the actor may see, by name; where nothing is written as it was typed, those that are alike. */
export async function listCustomers(ctx: Context, query: z.output<typeof listSchema>): Promise<CustomerList> {
  const from = query.cursor === undefined ? null : readCursor(query.cursor, place, 'cursor');
  const filter = { sight: sightOf(ctx.actor), kind: query.kind, managerId: query.manager };
  const rows = await listCustomerRows(
    ctx.db,
    { ...filter, words: searchWords(query.q ?? '') },
    { from: from && { name: from[0], id: from[1] }, limit: rowsFor(query.limit) },
  );
  if (rows.length === 0 && from === null && query.q) {
    const limit = Math.min(query.limit, mostAlike);
    const alike = await listCustomerRows(ctx.db, { ...filter, words: [], like: query.q }, { from, limit });
    return { items: alike.map(presentCustomer), nextCursor: null };
  }
  const { shown, last } = cutPage(rows, query.limit);
  return {
    items: shown.map(presentCustomer),
    nextCursor: last && writeCursor([last.sortName, last.id]),
  };
}
