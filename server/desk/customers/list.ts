import { z } from 'zod';
import type { CustomerList, listCustomers as listSchema } from '../../../contract/customers.ts';
import { listCustomerRows } from '../../store/customers.ts';
import { sightOf } from '../access.ts';
import type { Context } from '../context.ts';
import { cutPage, readCursor, rowsFor, writeCursor } from '../paging.ts';
import { presentCustomer } from './present.ts';
import { searchWords } from './search-words.ts';

const place = z.tuple([z.string().max(300), z.uuid()]);

/** Customers whom the actor may see, by name. */
export async function listCustomers(ctx: Context, query: z.output<typeof listSchema>): Promise<CustomerList> {
  const from = query.cursor === undefined ? null : readCursor(query.cursor, place, 'cursor');
  const rows = await listCustomerRows(
    ctx.db,
    {
      sight: sightOf(ctx.actor),
      words: searchWords(query.q ?? ''),
      kind: query.kind,
      managerId: query.manager,
    },
    { from: from && { name: from[0], id: from[1] }, limit: rowsFor(query.limit) },
  );
  const { shown, last } = cutPage(rows, query.limit);
  return {
    items: shown.map(presentCustomer),
    nextCursor: last && writeCursor([last.sortName, last.id]),
  };
}
