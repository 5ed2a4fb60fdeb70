import type { Page } from '../../../contract/pages.ts';
import { pageFields } from '../../facebook/oauth/subscribe.ts';
import { hurryJobs } from '../../store/job-queue.ts';
import {
  findConnection,
  lockConnection,
  updateConnection,
  type ConnectionRow,
} from '../../store/page-connections.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { readMissed } from '../backfill/begin.ts';
import { change, type Context } from '../context.ts';
import { conflict, notFound } from '../problems.ts';
import { tellPage, type PageDeps } from './connect-page.ts';
import { lookAnew } from './health/look-anew.ts';
import { openKeys } from './page-keys.ts';
import { presentPages } from './present-page.ts';
import { standingOf, unsubscribedReason } from './standing.ts';

/**
 * Has the page's events delivered again, with the token that is there. Repeating it does no harm: it mends a
 * subscription that was lost as well. Administrators only.
 *
 * @throws Problem `not-found` · `conflict` when the page has no token · `invalid` when Facebook does not accept it any
 * longer, or a permission is missing · `page-disconnected` when Facebook is not reached.
 */
export async function subscribePage(ctx: Context, deps: PageDeps, id: string): Promise<Page> {
  requireRight(ctx.actor, 'manage-pages');
  const page = await requirePage(ctx, id);
  const { app, pageToken } = openKeys(deps.secrets, page);
  if (!app || pageToken === null) {
    throw conflict('The page has no access key that works. Log in with Facebook to connect it again.');
  }
  await deps.gateway.subscribe(app, { facebookId: page.facebookId, pageToken });
  await change(ctx, async (story) => {
    const before = await lockConnection(story.tx, { id });
    if (!before || before.removedAt !== null) throw notFound('page');
    const now = ctx.clock.now();
    const isOver = before.state === 'unsubscribed' || before.state === 'subscription-lost';
    await updateConnection(
      story.tx,
      id,
      { subscribedFields: pageFields, ...(isOver ? standingOf(before.tokenScopes, true) : {}) },
      now,
    );
    await lookAnew(ctx, story, id, true);
    await hurryJobs(story.tx, 'deliver-message', id, now);
    if (isOver) await readMissed(ctx, story, { id, reason: 'subscription' });
    await audit(ctx, story, { action: 'page.subscribed', subjectId: id });
    tellPage(story, id, [before.departmentId]);
  });
  ctx.bell.ring('jobs');
  return readPage(ctx, id);
}

/**
 * Stops a page without taking it off the desk: Facebook delivers nothing any more, what comes all the same is
 * acknowledged, counted and left unread, and nothing is sent. Token, settings, history and open conversations stay.
 * Works with a token that is dead, too. Administrators only.
 *
 * @throws Problem `not-found` · `page-disconnected` for a fault of Facebook's that passes: then nothing is changed.
 */
export async function unsubscribePage(ctx: Context, deps: PageDeps, id: string): Promise<Page> {
  requireRight(ctx.actor, 'manage-pages');
  const page = await requirePage(ctx, id);
  await stopEvents(deps, page);
  await change(ctx, async (story) => {
    const before = await lockConnection(story.tx, { id });
    if (!before || before.removedAt !== null) throw notFound('page');
    if (before.state === 'unsubscribed') return;
    const now = ctx.clock.now();
    const stopped = { state: 'unsubscribed', stateReason: unsubscribedReason, ignoredCount: 0 } as const;
    await updateConnection(story.tx, id, { ...stopped, isUnsubscribed: true }, now);
    // What still waits is told now that it will not go.
    await hurryJobs(story.tx, 'deliver-message', id, now);
    await audit(ctx, story, { action: 'page.unsubscribed', subjectId: id });
    tellPage(story, id, [before.departmentId]);
  });
  ctx.bell.ring('jobs');
  return readPage(ctx, id);
}

/** Ends the delivery of a page's events, whatever of its keys is left. @throws Problem `page-disconnected`. */
export async function stopEvents(deps: PageDeps, page: ConnectionRow): Promise<'done' | 'gone'> {
  const { app, pageToken } = openKeys(deps.secrets, page);
  if (app === null) return 'gone';
  return deps.gateway.unsubscribe(app, { facebookId: page.facebookId, pageToken });
}

async function requirePage(ctx: Context, id: string): Promise<ConnectionRow> {
  const page = await findConnection(ctx.db, { id });
  if (!page || page.removedAt !== null) throw notFound('page');
  return page;
}

async function readPage(ctx: Context, id: string): Promise<Page> {
  const [page] = await presentPages(ctx.db, [id]);
  if (!page) throw notFound('page');
  return page;
}
