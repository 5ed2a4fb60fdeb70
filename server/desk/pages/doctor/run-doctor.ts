import type { DoctorReport, MendAction } from '../../../../contract/doctor.ts';
import type { PageId } from '../../../../contract/ids.ts';
import { GraphRefused, GraphUnreachable } from '../../../facebook/graph/error.ts';
import { subscribeApp, subscribePage } from '../../../facebook/oauth/subscribe.ts';
import { findPageHealth, type PageHealthRow } from '../../../store/page-health.ts';
import { requireRight } from '../../access.ts';
import { audit } from '../../audit.ts';
import { change, type Context } from '../../context.ts';
import { conflict, notFound } from '../../problems.ts';
import { learnOfPage } from '../health/learn-of-page.ts';
import { newsOfAnswers } from '../health/news-of-answers.ts';
import { callbackUrlOf } from '../health/probe-page.ts';
import { examine, headlineOf } from './examine.ts';
import { gatherFacts, type DoctorDeps } from './gather-facts.ts';

/**
 * Examines a page's connection, link by link, and keeps what was learned: the page's state follows at once.
 * Administrators only. Sends nothing to anybody, and changes nothing at Facebook.
 * @throws Problem `not-found`.
 */
export async function runDoctor(ctx: Context, deps: DoctorDeps, pageId: string): Promise<DoctorReport> {
  requireRight(ctx.actor, 'manage-pages');
  const row = await findRow(ctx, pageId);
  const facts = await gatherFacts(ctx, deps, row);
  const { callbackUrl, now } = facts;
  const news = newsOfAnswers(facts.answers, row, { callbackUrl, now });
  await change(ctx, (story) => learnOfPage(ctx, story, pageId, { ...news, tokenSealed: row.tokenSealed }));
  const checks = examine({ ...facts, row: await findRow(ctx, pageId) });
  return {
    pageId: pageId as PageId,
    lookedAt: now.toISOString(),
    headline: headlineOf(checks),
    checks,
  };
}

/**
 * Does what the doctor offers to do by itself, then examines the page again. Administrators only; audited.
 * @throws Problem `not-found` · `conflict` with Facebook's reason when it refuses, or cannot be reached.
 */
export async function mendPage(
  ctx: Context,
  deps: DoctorDeps,
  pageId: string,
  action: MendAction,
): Promise<DoctorReport> {
  requireRight(ctx.actor, 'manage-pages');
  const row = await findRow(ctx, pageId);
  await atFacebook(() => mends[action](deps, row));
  await change(ctx, async (story) => {
    if (action === 'try-sending') {
      const health = { permissionFault: null, restriction: null };
      await learnOfPage(ctx, story, pageId, { health, tokenSealed: row.tokenSealed });
    }
    await audit(ctx, story, { action: 'page.mended', subjectId: pageId, detail: { by: action } });
  });
  return runDoctor(ctx, deps, pageId);
}

const mends: Record<MendAction, (deps: DoctorDeps, row: PageHealthRow) => Promise<void>> = {
  async 'subscribe-page'({ graph, secrets }, row) {
    if (row.tokenSealed === null) throw conflict('The page has no access key. Log in with Facebook first.');
    await subscribePage(graph, {
      pageId: row.facebookId,
      accessToken: secrets.open(row.tokenSealed, row.id),
      appSecret: secrets.open(row.appSecretSealed, row.metaAppId),
    });
  },
  async 'subscribe-app'({ graph, secrets, publicUrl }, row) {
    const app = { appId: row.appId, appSecret: secrets.open(row.appSecretSealed, row.metaAppId) };
    const callbackUrl = callbackUrlOf(publicUrl, row.appKey);
    await subscribeApp(graph, app, { callbackUrl, verifyToken: row.verifyToken });
  },
  // The next reply is the try: nothing is asked of Facebook here.
  async 'try-sending'() {},
};

/** @throws Problem `conflict` in place of what the Graph client throws. */
async function atFacebook(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof GraphRefused) {
      const code = [error.code, error.subcode].filter((part) => part !== null).join('/');
      const why =
        error.code === 2200
          ? 'Facebook asked our address, and it did not answer as it should. Mend the address first.'
          : `Facebook refused (error ${code || error.status}). Look at the failed checks above it.`;
      throw conflict(why, { graphCode: error.code, graphSubcode: error.subcode });
    }
    if (error instanceof GraphUnreachable)
      throw conflict('Facebook could not be reached. Try again in a moment.');
    throw error;
  }
}

async function findRow(ctx: Context, pageId: string): Promise<PageHealthRow> {
  const row = await findPageHealth(ctx.db, pageId);
  if (!row || row.removedAt !== null) throw notFound('page');
  return row;
}
