import type { FeedSkip } from '../../../contract/comments.ts';
import { listSkips as listRows } from '../../store/posts.ts';
import { requireRight } from '../access.ts';
import type { Context } from '../context.ts';

/** What of a page's feed made no ticket, by reason. Administrators only. */
export async function listSkips(ctx: Context, pageId: string): Promise<FeedSkip[]> {
  requireRight(ctx.actor, 'manage-pages');
  const rows = await listRows(ctx.db, pageId);
  return rows.map(({ reason, count, lastAt }) => ({
    reason,
    count: Number(count),
    lastAt: lastAt.toISOString(),
  }));
}
