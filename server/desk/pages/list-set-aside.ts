import type { SetAside } from '../../../contract/pages.ts';
import { listSetAside as listRows } from '../../store/page-settings.ts';
import { requireRight } from '../access.ts';
import type { Context } from '../context.ts';
import { cutPage, readPlace, rowsFor, writePlace } from '../paging.ts';

/** A body that is no JSON is shown as text up to here. */
const SHOWN_BYTES = 20_000;

/** What intake kept without being able to use it, newest first. Administrators only. */
export async function listSetAside(
  ctx: Context,
  query: { cursor?: string | undefined; limit: number },
): Promise<{ items: SetAside[]; nextCursor: string | null }> {
  requireRight(ctx.actor, 'manage-pages');
  const rows = await listRows(ctx.db, {
    before: readPlace(query.cursor, 'cursor'),
    limit: rowsFor(query.limit),
  });
  const { shown, last } = cutPage(rows, query.limit);
  return {
    items: shown.map((row) => ({
      id: row.id,
      receivedAt: row.receivedAt.toISOString(),
      reason: row.reason,
      facebookPageId: row.facebookPageId,
      detail: row.detail,
      body: row.item ?? row.body?.subarray(0, SHOWN_BYTES).toString('utf8') ?? null,
    })),
    nextCursor: writePlace(last),
  };
}
