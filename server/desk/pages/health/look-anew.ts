import { hurryJobs } from '../../../store/job-queue.ts';
import { lockPageHealth, savePageHealth } from '../../../store/page-health.ts';
import type { Change, Context } from '../../context.ts';
import { probePageJob } from '../../jobs.ts';
import { settleState } from './learn-of-page.ts';

/**
 * Begins the page's health anew after it was connected or subscribed: what was learned before says nothing any more,
 * the state follows from the new token's dates and permissions, and Facebook is asked about the rest at once.
 * @param hasEvents  whether its events were subscribed just now, or could not be.
 */
export async function lookAnew(
  ctx: Pick<Context, 'clock' | 'newId'>,
  story: Change,
  pageId: string,
  hasEvents: boolean,
): Promise<void> {
  const now = ctx.clock.now();
  await savePageHealth(story.tx, pageId, {
    tokenFault: null,
    permissionFault: null,
    restriction: null,
    appFault: null,
    appSubscription: null,
    appCallbackUrl: null,
    appAccess: null,
    appCheckedAt: null,
    pageSubscription: hasEvents ? 'whole' : 'none',
    subscriptionCheckedAt: now,
  });
  const row = await lockPageHealth(story.tx, pageId);
  if (row) await settleState(ctx, story, row);
  story.enqueue(probePageJob(pageId));
  await hurryJobs(story.tx, 'probe-page', pageId, now);
}
