import type { Backfill } from '../../../contract/backfills.ts';
import { listBackfills, lockBackfill } from '../../store/backfills.ts';
import { findConnection } from '../../store/page-connections.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { conflict, notFound } from '../problems.ts';
import { beginBackfill } from './begin.ts';
import { presentBackfill } from './present.ts';

const dayMs = 24 * 3_600_000;
/** So many of a page's readings are shown. */
const mostShown = 10;

/** A page's readings, the latest first. Administrators only. @throws Problem `not-found`. */
export async function listPageBackfills(ctx: Context, pageId: string): Promise<Backfill[]> {
  requireRight(ctx.actor, 'manage-pages');
  if (!(await findConnection(ctx.db, { id: pageId }))) throw notFound('page');
  return (await listBackfills(ctx.db, pageId, mostShown)).map(presentBackfill);
}

/**
 * Reads what was missed in the last days, on demand. Administrators only.
 * @throws Problem `not-found` · `conflict` when the page is not connected.
 */
export async function startBackfill(ctx: Context, pageId: string, days: number): Promise<Backfill> {
  requireRight(ctx.actor, 'manage-pages');
  return change(ctx, async (story) => {
    const page = await findConnection(story.tx, { id: pageId });
    if (!page || page.removedAt !== null) throw notFound('page');
    if (page.state === 'unsubscribed')
      throw conflict('Connect the page first: nothing can be read without it.');
    const since = new Date(ctx.clock.now().getTime() - days * dayMs);
    const id = await beginBackfill(ctx, story, { id: pageId, since, reason: 'asked' });
    await audit(ctx, story, { action: 'backfill.started', subjectId: pageId, detail: { days } });
    const row = await lockBackfill(story.tx, id);
    if (!row) throw new Error('What was just begun is gone.');
    return presentBackfill(row);
  });
}
