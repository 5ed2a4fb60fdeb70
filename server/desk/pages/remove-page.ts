import { hurryJobs } from '../../store/job-queue.ts';
import { findConnection, lockConnection, updateConnection } from '../../store/page-connections.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { eraseConversationsJob } from '../jobs.ts';
import { notFound } from '../problems.ts';
import { tellPage, type PageDeps } from './connect-page.ts';
import { removedReason } from './standing.ts';
import { stopEvents } from './subscribe-page.ts';

/**
 * Takes a page off the desk: unsubscribed at Facebook, its token gone, its conversations readable as those of a
 * removed page. Connecting it again goes on where it stopped. A page whose token or app link is gone already is
 * removed here all the same. On demand what was written on it is erased, bit by bit, by a job. Administrators only.
 *
 * @throws Problem `not-found` · `page-disconnected` for a fault of Facebook's that passes: then nothing is changed.
 */
export async function removePage(
  ctx: Context,
  deps: PageDeps,
  id: string,
  { erases = false }: { erases?: boolean } = {},
): Promise<void> {
  requireRight(ctx.actor, 'manage-pages');
  const page = await findConnection(ctx.db, { id });
  if (!page || page.removedAt !== null) throw notFound('page');
  const subscription = await stopEvents(deps, page);
  await change(ctx, async (story) => {
    const before = await lockConnection(story.tx, { id });
    if (!before || before.removedAt !== null) throw notFound('page');
    const now = ctx.clock.now();
    await updateConnection(
      story.tx,
      id,
      {
        state: 'unsubscribed',
        stateReason: removedReason,
        forgetToken: true,
        isUnsubscribed: true,
        tokenScopes: [],
        pageTasks: [],
        tokenExpiresAt: null,
        dataAccessExpiresAt: null,
        facebookUserId: null,
        facebookUserName: null,
        ignoredCount: 0,
        removedAt: now,
      },
      now,
    );
    await hurryJobs(story.tx, 'deliver-message', id, now);
    const { facebookId, name } = before;
    await audit(ctx, story, {
      action: 'page.removed',
      subjectId: id,
      detail: { facebookId, name, subscription, erases },
    });
    if (erases) story.enqueue(eraseConversationsJob(now, id));
    tellPage(story, id, [before.departmentId]);
  });
  ctx.bell.ring('jobs');
}
