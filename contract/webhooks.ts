import { z } from 'zod';
import { webhookDeliveryId, webhookEndpointId } from './ids.ts';
import { instant } from './instant.ts';

/** What other programs can be told of. */
export const webhookEvent = z.enum([
  'conversation.begun',
  'conversation.queued',
  'conversation.taken',
  'conversation.forwarded',
  'conversation.closed',
  'message.customer',
  'message.agent',
  'message.offline',
]);
export type WebhookEvent = z.infer<typeof webhookEvent>;

/** A place that is told. Its secret is shown when it is made, and never again. */
export const webhookEndpoint = z.object({
  id: webhookEndpointId,
  url: z.string(),
  events: z.array(webhookEvent),
  isOn: z.boolean(),
  createdAt: instant,
  /** Of the last 24 hours: how many could not be delivered, and how many wait. */
  failedCount: z.number().int(),
  waitingCount: z.number().int(),
});
export type WebhookEndpoint = z.infer<typeof webhookEndpoint>;

export const madeWebhookEndpoint = webhookEndpoint.extend({ secret: z.string() });
export type MadeWebhookEndpoint = z.infer<typeof madeWebhookEndpoint>;

/** Of a program that the desk asks or tells. */
export const webAddress = z
  .url({ protocol: /^https?$/, error: 'An address that begins with https://' })
  .max(2000, 'An address has at most 2,000 characters.');
const events = z.array(webhookEvent).min(1, 'Choose at least one.');

export const createWebhookEndpoint = z.strictObject({ url: webAddress, events });
export type CreateWebhookEndpoint = z.infer<typeof createWebhookEndpoint>;

export const changeWebhookEndpoint = z.strictObject({
  url: webAddress.optional(),
  events: events.optional(),
  isOn: z.boolean().optional(),
});
export type ChangeWebhookEndpoint = z.infer<typeof changeWebhookEndpoint>;

export const webhookDelivery = z.object({
  id: webhookDeliveryId,
  /** A `webhookEvent`, `trigger`, or `test`. */
  event: z.string(),
  state: z.enum(['waiting', 'delivered', 'failed']),
  attempts: z.number().int(),
  /** What the far side answered last; null when it did not. */
  statusCode: z.number().int().nullable(),
  failure: z.string().nullable(),
  createdAt: instant,
  triedAt: instant.nullable(),
});
export type WebhookDelivery = z.infer<typeof webhookDelivery>;

export const listWebhookDeliveries = z.strictObject({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const webhookDeliveryList = z.object({
  items: z.array(webhookDelivery),
  nextCursor: z.string().nullable(),
});
