import type { PageConnection } from '../../../contract/pages.ts';
import { findConnection, lockConnection, updateConnection } from '../../store/page-connections.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { readMissed } from '../backfill/begin.ts';
import { change, type Context } from '../context.ts';
import { fetchPagePictureJob } from '../jobs.ts';
import { conflict, notFound } from '../problems.ts';
import { tellPage, type PageDeps } from './connect-page.ts';
import { lookAnew } from './health/look-anew.ts';
import { openKeys } from './page-keys.ts';
import { readConnection } from './read-connection.ts';
import { standingOf } from './standing.ts';

/**
 * Asks Facebook how a page stands: its name and picture, what its token may do and for how long, and whether its
 * events come to our app. A page that somebody subscribed at Meta counts as subscribed from now on.
 * Administrators only.
 *
 * @throws Problem `not-found` · `conflict` without a token · `invalid` when Facebook does not accept it any longer ·
 * `page-disconnected` when Facebook is not reached.
 */
export async function refreshPage(ctx: Context, deps: PageDeps, id: string): Promise<PageConnection> {
  requireRight(ctx.actor, 'manage-pages');
  const page = await findConnection(ctx.db, { id });
  if (!page || page.removedAt !== null) throw notFound('page');
  const { app, pageToken } = openKeys(deps.secrets, page);
  if (!app || pageToken === null) {
    throw conflict('The page has no access key that works. Log in with Facebook to connect it again.');
  }
  const { name, token, pictureUrl } = await deps.gateway.readPage(app, pageToken);
  const fields = await deps.gateway.readSubscription(app, { facebookId: page.facebookId, pageToken });
  await change(ctx, async (story) => {
    const before = await lockConnection(story.tx, { id });
    // What was asked about is no longer what is there.
    if (before?.tokenSealed !== page.tokenSealed) return;
    const now = ctx.clock.now();
    const isBack = before.state === 'unsubscribed' && fields !== null;
    await updateConnection(
      story.tx,
      id,
      {
        name,
        tokenScopes: token.scopes,
        tokenExpiresAt: token.expiresAt,
        dataAccessExpiresAt: token.dataAccessExpiresAt,
        tokenCheckedAt: now,
        ...(fields === null ? { isUnsubscribed: true as const } : { subscribedFields: fields }),
        ...(isBack ? standingOf(token.scopes, true) : {}),
      },
      now,
    );
    if (isBack) {
      await lookAnew(ctx, story, id, true);
      await readMissed(ctx, story, { id, reason: 'subscription' });
      await audit(ctx, story, { action: 'page.subscribed', subjectId: id, detail: { at: 'facebook' } });
    }
    tellPage(story, id, [before.departmentId]);
    if (pictureUrl !== null) story.enqueue(fetchPagePictureJob(id, pictureUrl));
  });
  return readConnection(ctx, id);
}
