import { deliverWebhook, type WebhookContext } from '../desk/outgoing-webhooks/deliver.ts';
import { readPayloadId } from './read-payload.ts';
import type { JobHandler } from './worker.ts';

/** Tells other programs; of one conversation an endpoint hears one thing after another. */
export const sendWebhookHandler = (ctx: WebhookContext): JobHandler => ({
  places: 8,
  run: (job) => deliverWebhook(ctx, { deliveryId: readPayloadId(job, 'deliveryId') }),
});
