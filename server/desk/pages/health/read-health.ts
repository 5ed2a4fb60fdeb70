import type { PageHealth } from '../../../../contract/doctor.ts';
import { countHeldReplies, findPageHealth, listStateChanges } from '../../../store/page-health.ts';
import { requireRight } from '../../access.ts';
import type { Context } from '../../context.ts';
import { notFound } from '../../problems.ts';

const mostChanges = 50;

/** How a page stands and has stood. Administrators only. @throws Problem `not-found`. */
export async function readHealth(ctx: Context, pageId: string): Promise<PageHealth> {
  requireRight(ctx.actor, 'manage-pages');
  const row = await findPageHealth(ctx.db, pageId);
  if (!row) throw notFound('page');
  const [heldReplies, changes] = await Promise.all([
    countHeldReplies(ctx.db, pageId),
    listStateChanges(ctx.db, pageId, mostChanges),
  ]);
  return {
    state: row.state,
    reason: row.stateReason,
    since: row.stateSince.toISOString(),
    heldReplies,
    history: changes.map(({ at, state, reason }) => ({ at: at.toISOString(), state, reason })),
  };
}
