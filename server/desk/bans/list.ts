import type { z } from 'zod';
import type { BanList, listBans as listSchema } from '../../../contract/bans.ts';
import { listBans as listRows } from '../../store/bans.ts';
import { requireRight, sightOf } from '../access.ts';
import type { Context } from '../context.ts';
import { cutPage, readPlace, rowsFor, writePlace } from '../paging.ts';
import { presentBan } from './present.ts';

/** Who is shut out and who was, newest first. For those who lead, of the departments that they see. */
export async function listBans(ctx: Context, query: z.output<typeof listSchema>): Promise<BanList> {
  requireRight(ctx.actor, 'lift-bans');
  const before = readPlace(query.cursor, 'cursor');
  const rows = await listRows(ctx.db, sightOf(ctx.actor), { before, limit: rowsFor(query.limit) });
  const { shown, last } = cutPage(rows, query.limit);
  const now = ctx.clock.now();
  return { items: shown.map((row) => presentBan(row, now)), nextCursor: writePlace(last) };
}
