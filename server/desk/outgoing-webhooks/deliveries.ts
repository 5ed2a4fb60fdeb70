import type { z } from 'zod';
import type {
  listWebhookDeliveries as listSchema,
  WebhookDelivery,
  webhookDeliveryList,
} from '../../../contract/webhooks.ts';
import {
  findDelivery,
  insertDeliveries,
  listDeliveries,
  listEndpoints,
  recordTry,
} from '../../store/outgoing-webhooks.ts';
import { requireRight } from '../access.ts';
import { audit } from '../audit.ts';
import { change, type Context } from '../context.ts';
import { sendWebhookJob } from '../jobs.ts';
import { cutPage, readPlace, rowsFor, writePlace } from '../paging.ts';
import { conflict, notFound } from '../problems.ts';

/** What an endpoint was told, newest first. Administrators only. @throws Problem `not-found`. */
export async function listWebhookDeliveries(
  ctx: Context,
  endpointId: string,
  query: z.output<typeof listSchema>,
): Promise<z.output<typeof webhookDeliveryList>> {
  requireRight(ctx.actor, 'manage-webhooks');
  await requireEndpoint(ctx, endpointId);
  const before = readPlace(query.cursor, 'cursor');
  const rows = await listDeliveries(ctx.db, endpointId, { before, limit: rowsFor(query.limit) });
  const { shown, last } = cutPage(rows, query.limit);
  return {
    items: shown.map(({ key: _key, ...row }) => ({
      ...row,
      id: row.id as WebhookDelivery['id'],
      createdAt: row.createdAt.toISOString(),
      triedAt: row.triedAt?.toISOString() ?? null,
    })),
    nextCursor: writePlace(last),
  };
}

/** Sends an endpoint something that says it is a test. Administrators only. @throws Problem `not-found`. */
export async function testWebhookEndpoint(ctx: Context, endpointId: string): Promise<void> {
  requireRight(ctx.actor, 'manage-webhooks');
  await requireEndpoint(ctx, endpointId);
  await change(ctx, async (story) => {
    const createdAt = ctx.clock.now();
    const eventId = ctx.newId();
    const body = JSON.stringify({ id: eventId, event: 'test', at: createdAt.toISOString() });
    const delivery = { id: ctx.newId(), endpointId, eventId, event: 'test', body, createdAt };
    await insertDeliveries(story.tx, [{ ...delivery, conversationId: null, contactId: null }]);
    story.enqueue(sendWebhookJob({ ...delivery, conversationId: null }));
    await audit(ctx, story, { action: 'webhook.tested', subjectId: endpointId });
  });
}

/** Sends again what was delivered or given up, under its event id. Administrators only. @throws Problem `not-found` · `conflict`. */
export async function resendWebhookDelivery(ctx: Context, endpointId: string, id: string): Promise<void> {
  requireRight(ctx.actor, 'manage-webhooks');
  await change(ctx, async (story) => {
    const delivery = await findDelivery(story.tx, id);
    if (delivery?.endpointId !== endpointId) throw notFound('delivery');
    if (delivery.state === 'waiting') throw conflict('It is being sent already.');
    const again = { state: 'waiting' as const, attempts: 0, statusCode: null, failure: null, triedAt: null };
    await recordTry(story.tx, id, again);
    story.enqueue(sendWebhookJob(delivery));
    await audit(ctx, story, {
      action: 'webhook.sent-again',
      subjectId: endpointId,
      detail: { event: delivery.event },
    });
  });
}

async function requireEndpoint(ctx: Context, id: string): Promise<void> {
  if ((await listEndpoints(ctx.db, ctx.clock.now(), id)).length === 0) throw notFound('endpoint');
}
