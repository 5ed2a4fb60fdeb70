import type { StoppedPages, UnauthorizeFacebook } from '../../../contract/extensions.ts';
import { listMetaApps } from '../../store/meta-apps.ts';
import { listPages } from '../../store/page-settings.ts';
import { requireRight } from '../access.ts';
import { change, type Context } from '../context.ts';
import type { PageDeps } from '../pages/connect-page.ts';
import { unauthorizeApp } from '../pages/unauthorize-app.ts';
import { conflict } from '../problems.ts';
import { postActivity } from '../setup-room/post.ts';

/**
 * Takes every page off the desk and back what the people who connected them had allowed: tokens are given up, Facebook
 * delivers nothing more, and what was written stays readable. A page that Facebook cannot be asked about stays, and
 * is named. Administrators only; the audit log has an entry for each page and each app.
 *
 * @throws Problem `conflict` when the pages are no longer those that were read.
 */
export async function unauthorizeFacebook(
  ctx: Context,
  deps: PageDeps,
  { pageIds }: UnauthorizeFacebook,
): Promise<StoppedPages> {
  requireRight(ctx.actor, 'manage-extensions');
  const stopped = await stopAllPages(ctx, deps, pageIds);
  await change(ctx, (story) => postActivity(ctx, story, { act: 'unauthorized' }));
  return stopped;
}

/** @param pageIds  the pages that the person has read about. @throws Problem `conflict` when others are there. */
export async function stopAllPages(
  ctx: Context,
  deps: PageDeps,
  pageIds: readonly string[],
): Promise<StoppedPages> {
  const pages = (await listPages(ctx.db, { sight: 'all' })).filter(({ removedAt }) => removedAt === null);
  if (pages.length !== new Set(pageIds).size || !pages.every(({ id }) => pageIds.includes(id))) {
    throw conflict('The pages have changed in the meantime. Look again at which of them stop.');
  }
  const items: StoppedPages['items'] = [];
  for (const app of await listMetaApps(ctx.db)) {
    if (pages.some(({ metaAppId }) => metaAppId === app.id))
      items.push(...(await unauthorizeApp(ctx, deps, app.id)));
  }
  return { isDone: items.every(({ problem }) => problem === null), items };
}
