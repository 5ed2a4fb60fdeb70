import { missingPermissions } from '../../../contract/permissions.ts';
import type { MetaApp } from '../../facebook/oauth/tokens.ts';
import { hurryJobs } from '../../store/job-queue.ts';
import { findConnection, lockConnection, updateConnection } from '../../store/page-connections.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { readMissed } from '../backfill/begin.ts';
import { change, type Context } from '../context.ts';
import { fetchPagePictureJob } from '../jobs.ts';
import { conflict, invalid, notFound, Problem } from '../problems.ts';
import { factsOf, tellPage, type PageDeps } from './connect-page.ts';
import { lookAnew } from './health/look-anew.ts';
import type { PageFacts } from './page-gateway.ts';
import { openKeys } from './page-keys.ts';
import { standingOf } from './standing.ts';

/** A new token of a page, and what only the login knows of it. */
export interface NewToken {
  pageToken: string;
  facebookUserName?: string | null;
  tasks?: readonly string[];
}

/**
 * Gives a page a new token: it must be of the same page, else the old one stays. The page's events are subscribed
 * anew, its alarm is over, and what waited to be sent goes on. A token that lacks a permission is kept as well, since
 * it is the newest: the page is then connected in part, and sends nothing until the permission is there.
 * Administrators only.
 *
 * @throws Problem `not-found` · `conflict` for a page that was removed · `invalid` for a token that Facebook does not
 * accept, or another page's · `page-disconnected` when Facebook is not reached. Nothing is changed then.
 */
export async function renewToken(ctx: Context, deps: PageDeps, id: string, given: NewToken): Promise<void> {
  requireRight(ctx.actor, 'manage-pages');
  const page = await findConnection(ctx.db, { id });
  if (!page) throw notFound('page');
  if (page.removedAt !== null) throw conflict('This page was removed. Connect it as you would a new one.');
  const { app } = openKeys(deps.secrets, page);
  if (!app) throw invalid('pageToken', `Enter the secret of the app ${page.metaAppName} again first.`);
  const facts = await deps.gateway.readPage(app, given.pageToken);
  if (facts.facebookId !== page.facebookId) {
    throw invalid(
      'pageToken',
      `This is the access key of ${facts.name}, not of ${page.name}. The old one stays.`,
    );
  }
  const hasEvents = await subscribe(deps, app, facts, given.pageToken);
  await change(ctx, async (story) => {
    const before = await lockConnection(story.tx, { id });
    if (!before || before.metaAppId !== page.metaAppId || before.removedAt !== null) {
      throw conflict('Somebody else has changed this page’s connection just now.');
    }
    const now = ctx.clock.now();
    const standing = standingOf(facts.token.scopes, hasEvents);
    await updateConnection(
      story.tx,
      id,
      {
        ...factsOf(ctx, deps, id, facts, given),
        ...standing,
        ...(hasEvents ? {} : { isUnsubscribed: true as const }),
        ignoredCount: 0,
        sendPausedUntil: null,
      },
      now,
    );
    await lookAnew(ctx, story, id, hasEvents);
    await hurryJobs(story.tx, 'deliver-message', id, now);
    await readMissed(ctx, story, { id, reason: 'reconnected' });
    await audit(ctx, story, {
      action: 'page.token-renewed',
      subjectId: id,
      detail: { state: standing.state, scopes: facts.token.scopes },
    });
    tellPage(story, id, [before.departmentId]);
    if (facts.pictureUrl !== null) story.enqueue(fetchPagePictureJob(id, facts.pictureUrl));
  });
  ctx.bell.ring('jobs');
}

/** @returns false when the events could not be subscribed because the token lacks a permission. */
async function subscribe(
  deps: PageDeps,
  app: MetaApp,
  { facebookId, token }: PageFacts,
  pageToken: string,
): Promise<boolean> {
  try {
    await deps.gateway.subscribe(app, { facebookId, pageToken });
    return true;
  } catch (error) {
    const isPartial = missingPermissions(token.scopes).some(({ isEssential }) => isEssential);
    if (isPartial && error instanceof Problem && error.code === 'invalid') return false;
    throw error;
  }
}
