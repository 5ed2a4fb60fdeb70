import { z } from 'zod';
import { webhookDeliveryId, webhookEndpointId } from '../../../contract/ids.ts';
import {
  changeWebhookEndpoint as changeBody,
  createWebhookEndpoint as createBody,
  listWebhookDeliveries as listQuery,
  madeWebhookEndpoint,
  webhookDeliveryList,
  webhookEndpoint,
} from '../../../contract/webhooks.ts';
import {
  listWebhookDeliveries,
  resendWebhookDelivery,
  testWebhookEndpoint,
} from '../../desk/outgoing-webhooks/deliveries.ts';
import {
  changeWebhookEndpoint,
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  listWebhookEndpoints,
  renewWebhookSecret,
} from '../../desk/outgoing-webhooks/endpoints.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Outgoing webhooks'];
const params = z.object({ id: webhookEndpointId });

/** Other programs that are told what happens at the desk. */
export function webhookRoutes(
  app: App,
  {
    ground,
    secrets,
    allowsPrivateWebhooks = false,
  }: Pick<AppDeps, 'ground' | 'secrets' | 'allowsPrivateWebhooks'>,
): void {
  const deps = { secrets, allowsPrivate: allowsPrivateWebhooks };

  app.get(
    '/api/webhooks',
    {
      schema: {
        tags,
        summary: 'All endpoints',
        response: { 200: z.object({ items: z.array(webhookEndpoint) }) },
      },
    },
    async (request) => ({ items: await listWebhookEndpoints(contextOf(ground, request)) }),
  );

  app.post(
    '/api/webhooks',
    {
      schema: {
        tags,
        summary: 'Add an endpoint; its secret is in the answer and never again',
        body: createBody,
        response: { 201: madeWebhookEndpoint },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await createWebhookEndpoint(contextOf(ground, request), deps, request.body)),
  );

  app.patch(
    '/api/webhooks/:id',
    {
      schema: {
        tags,
        summary: 'Change an endpoint',
        params,
        body: changeBody,
        response: { 200: webhookEndpoint },
      },
    },
    async (request) =>
      changeWebhookEndpoint(contextOf(ground, request), deps, request.params.id, request.body),
  );

  app.delete(
    '/api/webhooks/:id',
    {
      schema: { tags, summary: 'Remove an endpoint with its log', params, response: { 204: z.void() } },
    },
    async (request, reply) => {
      await deleteWebhookEndpoint(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );

  app.post(
    '/api/webhooks/:id/secret',
    {
      schema: { tags, summary: 'Give it another secret', params, response: { 200: madeWebhookEndpoint } },
    },
    async (request) => renewWebhookSecret(contextOf(ground, request), deps, request.params.id),
  );

  app.post(
    '/api/webhooks/:id/test',
    { schema: { tags, summary: 'Send it a test', params, response: { 202: z.void() } } },
    async (request, reply) => {
      await testWebhookEndpoint(contextOf(ground, request), request.params.id);
      return reply.code(202).send();
    },
  );

  app.get(
    '/api/webhooks/:id/deliveries',
    {
      schema: {
        tags,
        summary: 'What it was told, newest first',
        params,
        querystring: listQuery,
        response: { 200: webhookDeliveryList },
      },
    },
    async (request) => listWebhookDeliveries(contextOf(ground, request), request.params.id, request.query),
  );

  app.post(
    '/api/webhooks/:id/deliveries/:delivery/send',
    {
      schema: {
        tags,
        summary: 'Send it again, under its event id',
        params: params.extend({ delivery: webhookDeliveryId }),
        response: { 202: z.void() },
      },
    },
    async (request, reply) => {
      const { id, delivery } = request.params;
      await resendWebhookDelivery(contextOf(ground, request), id, delivery);
      return reply.code(202).send();
    },
  );
}
