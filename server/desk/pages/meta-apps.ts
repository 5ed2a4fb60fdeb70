import { facebookLoginPath } from '../../../contract/facebook-logins.ts';
import type { ChangeMetaApp, CreateMetaApp, MetaApp } from '../../../contract/pages.ts';
import type { MetaApp as AppAccess } from '../../facebook/oauth/tokens.ts';
import { randomToken } from '../../kit/random.ts';
import type { Secrets } from '../../kit/secrets.ts';
import { lockInstallation } from '../../store/installation.ts';
import {
  insertMetaApp,
  isMetaAppNameTaken,
  listMetaApps as listRows,
  lockMetaApp,
  updateMetaApp,
  type MetaAppRow,
} from '../../store/meta-apps.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Change, type Context } from '../context.ts';
import { conflict, invalid, notFound } from '../problems.ts';
import type { PageGateway } from './page-gateway.ts';

/** What the verbs of Meta apps need besides the context. */
export interface MetaAppDeps {
  secrets: Secrets;
  gateway: Pick<PageGateway, 'proveApp'>;
  /** Where Meta reaches the desk, without a slash at the end. */
  publicUrl: string;
}

function presentMetaApp(row: MetaAppRow, publicUrl: string): MetaApp {
  return {
    id: row.id as MetaApp['id'],
    name: row.name,
    appId: row.appId,
    callbackUrl: `${publicUrl}/webhooks/facebook/${row.appKey}`,
    verifyToken: row.verifyToken,
    redirectUrl: `${publicUrl}${facebookLoginPath}`,
    pageCount: row.pageCount ?? 0,
    createdAt: row.createdAt.toISOString(),
  };
}

/** The organisation's own Meta apps, without their secrets. Administrators only. */
export async function listMetaApps(ctx: Context, publicUrl: string): Promise<MetaApp[]> {
  requireRight(ctx.actor, 'manage-pages');
  return (await listRows(ctx.db)).map((row) => presentMetaApp(row, publicUrl));
}

/**
 * Adds a Meta app once Facebook accepted its id and secret; the secret is sealed for its row and never told again.
 * One that was removed comes back with its history. Administrators only.
 *
 * @throws Problem `invalid` for a pair that Facebook does not accept, for a name that another app bears, and when an
 * app with this App ID is there already; `page-disconnected` when Facebook is not reached.
 */
export async function createMetaApp(ctx: Context, deps: MetaAppDeps, input: CreateMetaApp): Promise<MetaApp> {
  requireRight(ctx.actor, 'manage-pages');
  const { name, appId, appSecret } = input;
  await deps.gateway.proveApp({ appId, appSecret });
  const row = {
    id: ctx.newId(),
    appKey: randomToken(18),
    name,
    appId,
    verifyToken: randomToken(24),
    createdAt: ctx.clock.now(),
  };
  const id = await change(ctx, async (story) => {
    await requireFreeName(story, name, row.id);
    const added = await insertMetaApp(story.tx, row, (rowId) => deps.secrets.seal(appSecret, rowId));
    if (added === null) throw invalid('appId', 'This app is here already.');
    await audit(ctx, story, { action: 'meta-app.created', subjectId: added, detail: { name, appId } });
    return added;
  });
  return readMetaApp(ctx, deps, id);
}

/**
 * Gives a Meta app another name, or the secret that was made anew at Meta: webhooks are checked with it from a few
 * seconds later on. Administrators only.
 *
 * @throws Problem `not-found`, and as `createMetaApp` does; then the old secret stays.
 */
export async function changeMetaApp(
  ctx: Context,
  deps: MetaAppDeps,
  id: string,
  input: ChangeMetaApp,
): Promise<MetaApp> {
  requireRight(ctx.actor, 'manage-pages');
  const before = await readMetaApp(ctx, deps, id);
  const { name, appSecret } = input;
  if (appSecret !== undefined) await deps.gateway.proveApp({ appId: before.appId, appSecret });
  await change(ctx, async (story) => {
    if (name !== undefined) await requireFreeName(story, name, id);
    if (!(await lockMetaApp(story.tx, id))) throw notFound('app');
    await updateMetaApp(story.tx, id, {
      ...(name === undefined ? {} : { name }),
      ...(appSecret === undefined ? {} : { appSecretSealed: deps.secrets.seal(appSecret, id) }),
    });
    const detail = {
      ...(name === undefined ? {} : { name }),
      ...(appSecret === undefined ? {} : { appSecret: 'changed' }),
    };
    await audit(ctx, story, { action: 'meta-app.changed', subjectId: id, detail });
  });
  return readMetaApp(ctx, deps, id);
}

/**
 * Takes a Meta app off the desk: its webhook address is gone, and its secret with it. Pages that were removed before
 * keep their history. Administrators only.
 *
 * @throws Problem `not-found` · `conflict` while pages are connected through it; the message names them.
 */
export async function removeMetaApp(ctx: Context, id: string): Promise<void> {
  requireRight(ctx.actor, 'manage-pages');
  await change(ctx, async (story) => {
    const app = await lockMetaApp(story.tx, id);
    if (!app) throw notFound('app');
    const { pageNames, name, appId } = app;
    if (pageNames.length > 0) {
      throw conflict(
        `${listOf(pageNames)} still connected through this app. Remove or move what hangs on it.`,
        {
          pageNames,
        },
      );
    }
    await updateMetaApp(story.tx, id, { removedAt: ctx.clock.now(), appSecretSealed: '' });
    await audit(ctx, story, { action: 'meta-app.removed', subjectId: id, detail: { name, appId } });
  });
}

function listOf(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  if (names.length === 1) return `${shown} is`;
  return names.length > 3 ? `${shown} and ${names.length - 3} more pages are` : `${shown} are`;
}

/** The app with its secret opened, for a call to Facebook; null when there is none. */
export async function openMetaApp(
  ctx: Context,
  secrets: Secrets,
  id: string,
): Promise<(AppAccess & { id: string; name: string }) | null> {
  const [row] = await listRows(ctx.db, id);
  if (!row) return null;
  const { name, appId } = row;
  return { id, name, appId, appSecret: secrets.open(row.appSecretSealed, id) };
}

/** Two who choose the same name at the same time: the second one sees the first. */
async function requireFreeName(story: Change, name: string, exceptId: string): Promise<void> {
  await lockInstallation(story.tx);
  if (await isMetaAppNameTaken(story.tx, name, exceptId)) {
    throw invalid('name', 'Another app bears this name.');
  }
}

async function readMetaApp(ctx: Context, deps: MetaAppDeps, id: string): Promise<MetaApp> {
  const [row] = await listRows(ctx.db, id);
  if (!row) throw notFound('app');
  return presentMetaApp(row, deps.publicUrl);
}
