import { backfillDays } from '../../../contract/backfills.ts';
import type { CreatePage, Page } from '../../../contract/pages.ts';
import { missingPermissions } from '../../../contract/permissions.ts';
import { pageFields } from '../../facebook/oauth/subscribe.ts';
import type { Secrets } from '../../kit/secrets.ts';
import { findDefaultDepartment, findDepartments } from '../../store/departments.ts';
import { hurryJobs } from '../../store/job-queue.ts';
import {
  findConnection,
  holdMetaApp,
  insertPage,
  lockConnection,
  updateConnection,
  type ConnectionFacts,
  type ConnectionRow,
} from '../../store/page-connections.ts';
import { actorId, requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { beginBackfill, readMissed } from '../backfill/begin.ts';
import { change, type Change, type Context } from '../context.ts';
import { requireExtension } from '../extensions/is-on.ts';
import { fetchPagePictureJob } from '../jobs.ts';
import { conflict, invalid, notFound, Problem } from '../problems.ts';
import { lookAnew } from './health/look-anew.ts';
import { openMetaApp } from './meta-apps.ts';
import type { PageFacts, PageGateway } from './page-gateway.ts';
import { openKeys } from './page-keys.ts';
import { presentPages } from './present-page.ts';
import { nameThem, standingOf } from './standing.ts';

const dayMs = 24 * 3_600_000;

/** What connecting a page needs besides the context. */
export interface PageDeps {
  secrets: Secrets;
  gateway: PageGateway;
}

/** A page to be connected, and what only the login knows of it. */
export interface NewPage extends CreatePage {
  facebookUserName?: string | null;
  tasks?: readonly string[];
}

/**
 * Connects a page by its token: id, name and permissions are read from Facebook, and its events subscribed; only
 * when all of that worked is the page stored, in a transaction of its own. A page that was removed comes back with
 * its history and, unless another is named, its department. Administrators only.
 *
 * @throws Problem `invalid` for a token that Facebook does not accept, that may not send or that is an unpublished
 * page's, for an unknown app or department; `conflict` when the page is connected already (`data.pageId`), with
 * `data.mayMove` when it is so through another app of ours, and with `data.extension` while Facebook is switched off;
 * `page-disconnected` when Facebook is not reached.
 */
export async function createPage(ctx: Context, deps: PageDeps, input: NewPage): Promise<Page> {
  requireRight(ctx.actor, 'manage-pages');
  await requireExtension(ctx.db, 'facebook');
  const app = await openMetaApp(ctx, deps.secrets, input.metaAppId);
  if (!app) throw invalid('metaAppId', 'There is no such app.');
  const facts = await deps.gateway.readPage(app, input.pageToken);
  requireServable(facts);
  const { facebookId } = facts;
  const before = await findConnection(ctx.db, { facebookId });
  if (before) requireFree(before, input);
  await deps.gateway.subscribe(app, { facebookId, pageToken: input.pageToken });
  const id = await change(ctx, (story) => keepPage(ctx, deps, story, facts, input));
  ctx.bell.ring('jobs');
  if (before && before.metaAppId !== input.metaAppId) await leaveApp(deps, before);
  const [page] = await presentPages(ctx.db, [id]);
  if (!page) throw notFound('page');
  return page;
}

/** @throws Problem `invalid` for a page that the desk could not serve. */
function requireServable({ isPublished, token, name }: PageFacts): void {
  if (isPublished === false) {
    throw invalid('pageToken', `${name} is not published. Publish it on Facebook, then connect it.`);
  }
  const missing = missingPermissions(token.scopes).filter(({ scope }) => scope === 'pages_messaging');
  if (missing.length > 0) throw invalid('pageToken', `This access key may not ${nameThem(missing)}.`);
}

/** @throws Problem `conflict` when the page is on the desk, unless it may be moved here from another app. */
function requireFree(before: ConnectionRow, wanted: { metaAppId: string; move?: boolean | undefined }): void {
  if (before.removedAt !== null) return;
  const { id: pageId, name, metaAppId, metaAppName } = before;
  if (metaAppId === wanted.metaAppId) {
    throw conflict(`${name} is connected already. Give it a new access key in its settings.`, { pageId });
  }
  if (wanted.move === true) return;
  throw conflict(
    `${name} is connected through the app ${metaAppName}. A page belongs to one app: move it here, or leave it there.`,
    { pageId, metaAppId, metaAppName, mayMove: true },
  );
}

/** @returns the page's id. */
async function keepPage(
  ctx: Context,
  deps: PageDeps,
  story: Change,
  facts: PageFacts,
  input: NewPage,
): Promise<string> {
  const { facebookId } = facts;
  const { metaAppId } = input;
  if (!(await holdMetaApp(story.tx, metaAppId))) throw invalid('metaAppId', 'There is no such app.');
  const before = await lockConnection(story.tx, { facebookId });
  if (before) requireFree(before, input);
  const id = before?.id ?? ctx.newId();
  const now = ctx.clock.now();
  const connection = { ...factsOf(ctx, deps, id, facts, input), ...standingOf(facts.token.scopes, true) };
  const departmentId = await requireDepartment(story, input.departmentId, before?.departmentId);
  if (before) {
    const revived = { ignoredCount: 0, removedAt: null, sendPausedUntil: null };
    await updateConnection(story.tx, id, { ...connection, metaAppId, departmentId, ...revived }, now);
    await hurryJobs(story.tx, 'deliver-message', id, now);
  } else if (!(await insertPage(story.tx, { id, metaAppId, facebookId, departmentId, ...connection }, now))) {
    throw conflict(`${facts.name} was connected by somebody else just now.`);
  }
  await lookAnew(ctx, story, id, true);
  const isMove = before && before.removedAt === null;
  await audit(ctx, story, {
    action: isMove ? 'page.moved' : 'page.connected',
    subjectId: id,
    detail: isMove
      ? { facebookId, from: before.metaAppId, to: metaAppId }
      : { facebookId, departmentId, metaAppId, ...(before ? { isBack: true } : {}) },
  });
  tellPage(story, id, before ? [before.departmentId, departmentId] : [departmentId]);
  await readPast(ctx, story, id, before ? null : (input.importDays ?? backfillDays.whenConnected));
  if (facts.pictureUrl !== null) story.enqueue(fetchPagePictureJob(id, facts.pictureUrl));
  return id;
}

/** Of a new page its last days, of one that comes back what it missed. */
async function readPast(ctx: Context, story: Change, id: string, days: number | null): Promise<void> {
  if (days === null) await readMissed(ctx, story, { id, reason: 'reconnected' });
  else if (days > 0) {
    const since = new Date(ctx.clock.now().getTime() - days * dayMs);
    await beginBackfill(ctx, story, { id, since, reason: 'first-connection' });
  }
}

/** What is kept of a page's token and of who gave it. */
export function factsOf(
  ctx: Context,
  deps: Pick<PageDeps, 'secrets'>,
  pageId: string,
  { name, token }: PageFacts,
  given: { pageToken: string; facebookUserName?: string | null; tasks?: readonly string[] },
): ConnectionFacts {
  const now = ctx.clock.now();
  return {
    name,
    tokenSealed: deps.secrets.seal(given.pageToken, pageId),
    tokenScopes: token.scopes,
    tokenExpiresAt: token.expiresAt,
    dataAccessExpiresAt: token.dataAccessExpiresAt,
    tokenCheckedAt: now,
    subscribedFields: pageFields,
    connectedBy: actorId(ctx.actor),
    connectedAt: now,
    facebookUserId: token.facebookUserId,
    facebookUserName: given.facebookUserName ?? null,
    pageTasks: given.tasks ?? [],
  };
}

/** Tells the desks of these departments how a page stands now. */
export function tellPage(story: Change, pageId: string, departments: readonly string[]): void {
  story.announce({ kind: 'page.changed', subjectId: pageId, departments: [...new Set(departments)] });
}

/** The app that the page was moved away from hears no more of it. What cannot be stopped does no harm: twins are one. */
async function leaveApp(deps: PageDeps, before: ConnectionRow): Promise<void> {
  const { app, pageToken } = openKeys(deps.secrets, before);
  if (app === null) return;
  try {
    await deps.gateway.unsubscribe(app, { facebookId: before.facebookId, pageToken });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}

/** The named department, else the one that it was in, else the default one. */
async function requireDepartment(
  story: Change,
  id: string | undefined,
  before: string | undefined,
): Promise<string> {
  if (id === undefined) return before ?? findDefaultDepartment(story.tx);
  if (!(await findDepartments(story.tx, [id])).has(id))
    throw invalid('departmentId', 'There is no such department.');
  return id;
}
