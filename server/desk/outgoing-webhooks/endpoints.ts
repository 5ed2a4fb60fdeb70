import { randomBytes } from 'node:crypto';
import type {
  ChangeWebhookEndpoint,
  CreateWebhookEndpoint,
  MadeWebhookEndpoint,
  WebhookEndpoint,
} from '../../../contract/webhooks.ts';
import type { Secrets } from '../../kit/secrets.ts';
import { beginFollowing } from '../../store/desk-events.ts';
import {
  deleteEndpoint,
  insertEndpoint,
  listEndpoints,
  updateEndpoint,
} from '../../store/outgoing-webhooks.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { notFound } from '../problems.ts';
import { requireUnnamed } from '../triggers/require-unnamed.ts';
import { requireReachable } from './require-reachable.ts';

// No live events: endpoints are seen in the settings of administrators alone, which ask for their log again and again.

/** What doors know of telling other programs. */
export interface EndpointDeps {
  secrets: Secrets;
  /** Addresses of private networks may be told, too. */
  allowsPrivate: boolean;
}

const dayMs = 24 * 3_600_000;

/** All endpoints. Administrators only. */
export async function listWebhookEndpoints(ctx: Context): Promise<WebhookEndpoint[]> {
  requireRight(ctx.actor, 'manage-webhooks');
  return (await listEndpoints(ctx.db, new Date(ctx.clock.now().getTime() - dayMs))).map(present);
}

/** Adds an endpoint; its secret is told now and never again. Administrators only. @throws Problem `invalid`. */
export async function createWebhookEndpoint(
  ctx: Context,
  deps: EndpointDeps,
  { url, events }: CreateWebhookEndpoint,
): Promise<MadeWebhookEndpoint> {
  requireRight(ctx.actor, 'manage-webhooks');
  requireReachable(url, deps);
  const id = ctx.newId();
  const secret = newSecret();
  await change(ctx, async (story) => {
    const secretSealed = deps.secrets.seal(secret, id);
    await insertEndpoint(story.tx, { id, url, events, secretSealed, createdAt: ctx.clock.now() });
    await beginFollowing(story.tx);
    await audit(ctx, story, {
      action: 'webhook.created',
      subjectId: id,
      detail: { host: hostOf(url), events },
    });
  });
  return { ...(await readOne(ctx, id)), secret };
}

/** Changes an endpoint. Administrators only. @throws Problem `not-found` · `invalid`. */
export async function changeWebhookEndpoint(
  ctx: Context,
  deps: EndpointDeps,
  id: string,
  { url, events, isOn }: ChangeWebhookEndpoint,
): Promise<WebhookEndpoint> {
  requireRight(ctx.actor, 'manage-webhooks');
  if (url !== undefined) requireReachable(url, deps);
  await change(ctx, async (story) => {
    const fields = {
      ...(url === undefined ? {} : { url }),
      ...(events === undefined ? {} : { events }),
      ...(isOn === undefined ? {} : { isOn }),
    };
    if (!(await updateEndpoint(story.tx, id, fields))) throw notFound('endpoint');
    if (isOn) await beginFollowing(story.tx);
    const { url: _url, ...told } = fields;
    const detail = url === undefined ? told : { ...told, host: hostOf(url) };
    await audit(ctx, story, { action: 'webhook.changed', subjectId: id, detail });
  });
  return readOne(ctx, id);
}

/** Gives an endpoint another secret, told now and never again. Administrators only. @throws Problem `not-found`. */
export async function renewWebhookSecret(
  ctx: Context,
  deps: EndpointDeps,
  id: string,
): Promise<MadeWebhookEndpoint> {
  requireRight(ctx.actor, 'manage-webhooks');
  const secret = newSecret();
  await change(ctx, async (story) => {
    const secretSealed = deps.secrets.seal(secret, id);
    if (!(await updateEndpoint(story.tx, id, { secretSealed }))) throw notFound('endpoint');
    await audit(ctx, story, { action: 'webhook.secret-renewed', subjectId: id });
  });
  return { ...(await readOne(ctx, id)), secret };
}

/** Removes an endpoint with its log. Administrators only. @throws Problem `not-found`. */
export async function deleteWebhookEndpoint(ctx: Context, id: string): Promise<void> {
  requireRight(ctx.actor, 'manage-webhooks');
  await change(ctx, async (story) => {
    await requireUnnamed(story.tx, id, 'webhook');
    const url = await deleteEndpoint(story.tx, id);
    if (url === undefined) throw notFound('endpoint');
    await audit(ctx, story, { action: 'webhook.deleted', subjectId: id, detail: { host: hostOf(url) } });
  });
}

async function readOne(ctx: Context, id: string): Promise<WebhookEndpoint> {
  const [row] = await listEndpoints(ctx.db, new Date(ctx.clock.now().getTime() - dayMs), id);
  if (!row) throw notFound('endpoint');
  return present(row);
}

function present(row: Awaited<ReturnType<typeof listEndpoints>>[number]): WebhookEndpoint {
  return {
    ...row,
    id: row.id as WebhookEndpoint['id'],
    // The column is written by the verbs above alone.
    events: row.events as WebhookEndpoint['events'],
    createdAt: row.createdAt.toISOString(),
  };
}

function newSecret(): string {
  return `whsec_${randomBytes(24).toString('base64url')}`;
}

/** The rest of an address may hold a secret of its own. */
function hostOf(url: string): string {
  return new URL(url).host;
}

/** A name is judged by where it leads when something is sent; an address that is written out, now. */
