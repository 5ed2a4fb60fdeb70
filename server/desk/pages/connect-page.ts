import type { ChangePage, CreatePage, Page } from '../../../contract/pages.ts';
import type { MetaApp } from '../../facebook/oauth/tokens.ts';
import type { Secrets } from '../../kit/secrets.ts';
import { findDefaultDepartment, findDepartments } from '../../store/departments.ts';
import { hurryJobs } from '../../store/job-queue.ts';
import {
  findPage,
  insertPage,
  listMetaApps,
  listPages as listRows,
  lockPage,
  updatePage,
} from '../../store/page-settings.ts';
import { requireAdministrator, sightOf } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Change, type Context } from '../context.ts';
import { requireExtension } from '../extensions/is-on.ts';
import { conflict, invalid, notFound } from '../problems.ts';
import type { PageGateway } from './page-gateway.ts';
import { presentPage, presentPages } from './present-page.ts';

/** What connecting a page needs besides the context. */
export interface PageDeps {
  secrets: Secrets;
  gateway: PageGateway;
}

/** The pages of the departments that the actor may see, by name. */
export async function listPages(ctx: Context): Promise<Page[]> {
  return (await listRows(ctx.db, { sight: sightOf(ctx.actor) })).map(presentPage);
}

/**
 * Connects a page by its token: id and name are read from Facebook, and its events subscribed; only when both
 * worked is the page stored. Administrators only.
 *
 * @throws Problem `invalid` for a token that Facebook does not accept, for an unknown app or department;
 * `conflict` when the page is connected already (`data.pageId`), and with `data.extension` while Facebook is switched off; `page-disconnected` when Facebook is not reached.
 */
export async function createPage(ctx: Context, deps: PageDeps, input: CreatePage): Promise<Page> {
  requireAdministrator(ctx.actor);
  await requireExtension(ctx.db, 'facebook');
  const app = await openMetaApp(ctx, deps, input.metaAppId);
  if (!app) throw invalid('metaAppId', 'There is no such app.');
  const { facebookId, name } = await deps.gateway.readPage(app, input.pageToken);
  await deps.gateway.subscribe(app, { facebookId, pageToken: input.pageToken });
  const id = ctx.newId();
  await change(ctx, async (story) => {
    const departmentId = await requireDepartment(story, input.departmentId);
    const tokenSealed = deps.secrets.seal(input.pageToken, id);
    const { metaAppId } = input;
    const at = ctx.clock.now();
    if (!(await insertPage(story.tx, { id, metaAppId, facebookId, name, departmentId, tokenSealed, at }))) {
      throw conflict('This page is connected already. Change its token in its settings.');
    }
    await audit(ctx, story, {
      action: 'page.connected',
      subjectId: id,
      detail: { facebookId, departmentId },
    });
    story.announce({ kind: 'page.changed', subjectId: id, departments: [departmentId] });
  });
  return readPage(ctx, id);
}

/**
 * Changes a page's department (of conversations that begin from now on), whether Meta granted Human Agent, or its
 * token. A new token must be of the same page, else the old one stays; with it, what waited to be sent goes on.
 * Administrators only.
 *
 * @throws Problem `not-found`, and as `createPage` does.
 */
export async function changePage(ctx: Context, deps: PageDeps, id: string, input: ChangePage): Promise<Page> {
  requireAdministrator(ctx.actor);
  const page = await findPage(ctx.db, id);
  if (!page) throw notFound('page');
  const name = input.pageToken === undefined ? null : await proveToken(ctx, deps, page, input.pageToken);
  await change(ctx, async (story) => {
    const before = await lockPage(story.tx, id);
    if (!before) throw notFound('page');
    const now = ctx.clock.now();
    const departmentId =
      input.departmentId === undefined
        ? before.departmentId
        : await requireDepartment(story, input.departmentId);
    await updatePage(story.tx, id, {
      departmentId,
      ...(input.humanAgentAllowed === undefined ? {} : { humanAgentAllowed: input.humanAgentAllowed }),
      ...(input.pageToken === undefined || name === null
        ? {}
        : {
            tokenSealed: deps.secrets.seal(input.pageToken, id),
            name,
            state: 'connected' as const,
            stateReason: null,
            stateSince: now,
          }),
    });
    if (input.pageToken !== undefined) await hurryJobs(story.tx, 'deliver-message', id, now);
    const { pageToken: _, ...told } = input;
    await audit(ctx, story, {
      action: 'page.changed',
      subjectId: id,
      detail: { ...told, ...(input.pageToken === undefined ? {} : { pageToken: 'changed' }) },
    });
    const departments = [...new Set([before.departmentId, departmentId])];
    story.announce({ kind: 'page.changed', subjectId: id, departments });
  });
  ctx.bell.ring('jobs');
  return readPage(ctx, id);
}

async function proveToken(
  ctx: Context,
  deps: PageDeps,
  page: { metaAppId: string; facebookId: string },
  pageToken: string,
): Promise<string> {
  const app = await openMetaApp(ctx, deps, page.metaAppId);
  if (!app) throw new Error('A page has no Meta app.');
  const { facebookId, name } = await deps.gateway.readPage(app, pageToken);
  if (facebookId !== page.facebookId)
    throw invalid('pageToken', 'This token is another page’s. The old one stays.');
  await deps.gateway.subscribe(app, { facebookId, pageToken });
  return name;
}

async function openMetaApp(ctx: Context, deps: PageDeps, id: string): Promise<MetaApp | null> {
  const [row] = await listMetaApps(ctx.db, id);
  return row ? { appId: row.appId, appSecret: deps.secrets.open(row.appSecretSealed, row.id) } : null;
}

async function requireDepartment(story: Change, id: string | undefined): Promise<string> {
  if (id === undefined) return findDefaultDepartment(story.tx);
  if (!(await findDepartments(story.tx, [id])).has(id))
    throw invalid('departmentId', 'There is no such department.');
  return id;
}

async function readPage(ctx: Context, id: string): Promise<Page> {
  const [page] = await presentPages(ctx.db, [id]);
  if (!page) throw notFound('page');
  return page;
}
