import type { RemovedPages } from '../../../contract/pages.ts';
import { listConnectionsOf } from '../../store/page-connections.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { notFound, Problem } from '../problems.ts';
import type { PageDeps } from './connect-page.ts';
import { openMetaApp } from './meta-apps.ts';
import { removePage } from './remove-page.ts';

/**
 * Takes every page of a Meta app off the desk, as `removePage` does, and takes back what the people who connected
 * them had allowed the app at Facebook. A page that fails stays, and takes no other along. Administrators only.
 *
 * @throws Problem `not-found` for an app that is not there.
 */
export async function unauthorizeApp(
  ctx: Context,
  deps: PageDeps,
  metaAppId: string,
): Promise<RemovedPages['items']> {
  requireRight(ctx.actor, 'manage-pages');
  const app = await openMetaApp(ctx, deps.secrets, metaAppId);
  if (!app) throw notFound('app');
  const pages = await listConnectionsOf(ctx.db, metaAppId);
  const results: RemovedPages['items'] = [];
  for (const { id, name } of pages)
    results.push({
      id: id as RemovedPages['items'][number]['id'],
      name,
      problem: await tryRemove(ctx, deps, id),
    });
  const isWhole = results.every(({ problem }) => problem === null);
  const people = new Set(pages.flatMap(({ facebookUserId }) => facebookUserId ?? []));
  let revoked = 0;
  // Facebook's consent is for all pages at once: it is not taken back while one of them still needs it.
  if (isWhole) for (const person of people) revoked += Number(await deps.gateway.revoke(app, person));
  await change(ctx, (story) =>
    audit(ctx, story, {
      action: 'meta-app.unauthorized',
      subjectId: metaAppId,
      detail: { removed: results.filter(({ problem }) => problem === null).length, revoked },
    }),
  );
  return results;
}

async function tryRemove(ctx: Context, deps: PageDeps, id: string): Promise<string | null> {
  try {
    await removePage(ctx, deps, id);
    return null;
  } catch (error) {
    if (error instanceof Problem) return error.code === 'not-found' ? null : error.message;
    throw error;
  }
}
