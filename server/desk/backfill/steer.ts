import type { Backfill } from '../../../contract/backfills.ts';
import { hasRunningBackfill, lockBackfill, moveBackfill, type BackfillRow } from '../../store/backfills.ts';
import { hurryJobs } from '../../store/job-queue.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Change, type Context } from '../context.ts';
import { backfillJob } from '../jobs.ts';
import { conflict, notFound } from '../problems.ts';
import { presentBackfill } from './present.ts';

/** What an administrator does with a reading under way. */
export type BackfillSteer = 'pause' | 'resume' | 'cancel';

/**
 * Stops a reading for a while, lets it go on where it was, or ends it; what was added stays. Doing again what is
 * done changes nothing. Administrators only.
 *
 * @throws Problem `not-found` · `conflict` when it has ended, or another one runs for the page.
 */
export async function steerBackfill(ctx: Context, id: string, steer: BackfillSteer): Promise<Backfill> {
  requireRight(ctx.actor, 'manage-pages');
  return change(ctx, async (story) => {
    const row = await lockBackfill(story.tx, id);
    if (!row) throw notFound('backfill');
    const state = await move(ctx, story, row, steer);
    if (state === row.state) return presentBackfill(row);
    await audit(ctx, story, { action: `backfill.${words[steer]}`, subjectId: row.pageId });
    const endedAt = state === 'cancelled' ? ctx.clock.now() : null;
    return presentBackfill({ ...row, state, endedAt, trouble: null });
  });
}

const words = { pause: 'paused', resume: 'resumed', cancel: 'cancelled' } as const;

async function move(
  ctx: Context,
  story: Change,
  row: BackfillRow,
  steer: BackfillSteer,
): Promise<BackfillRow['state']> {
  const to = { pause: 'paused', resume: 'running', cancel: 'cancelled' } as const;
  const state = to[steer];
  if (row.state === state) return state;
  const from = steer === 'resume' ? (['paused', 'failed'] as const) : (['running', 'paused'] as const);
  if (steer === 'resume' && (await hasRunningBackfill(story.tx, row.pageId))) {
    throw conflict('Another reading of this page is under way. Let it end first.');
  }
  const endedAt = steer === 'cancel' ? ctx.clock.now() : null;
  if (!(await moveBackfill(story.tx, row.id, from, { state, endedAt, trouble: null }))) {
    throw conflict('This reading has ended.');
  }
  if (steer === 'resume') {
    story.enqueue(backfillJob(row));
    await hurryJobs(story.tx, 'backfill', row.pageId, ctx.clock.now());
  }
  return state;
}
