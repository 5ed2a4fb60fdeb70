import { z } from 'zod';
import { workStreamId } from '../../../contract/ids.ts';
import {
  askWhatIf as askBody,
  reroutedItems,
  routingRules,
  saveRoutingRules as saveBody,
  whatIf,
} from '../../../contract/routing-rules.ts';
import { workStream } from '../../../contract/work-streams.ts';
import { reRoute } from '../../desk/routing/re-route.ts';
import { getRoutingRules, saveRoutingRules } from '../../desk/routing/rules.ts';
import { askWhatIf } from '../../desk/routing/what-if.ts';
import { copyWorkStream } from '../../desk/work-streams/copy.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Routing'];
const params = z.object({ id: workStreamId });

/** Where conversations go when they begin: the rules of work streams, and what they would do. */
export function routingRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  app.get(
    '/api/work-streams/:id/rules',
    {
      schema: {
        tags,
        summary: 'The routing rules of a work stream, and what they did in the last 7 days',
        params,
        response: { 200: routingRules },
      },
    },
    async (request) => getRoutingRules(contextOf(ground, request), request.params.id),
  );

  app.put(
    '/api/work-streams/:id/rules',
    {
      schema: {
        tags,
        summary: 'Replace the routing rules of a work stream',
        params,
        body: saveBody,
        response: { 200: routingRules },
      },
    },
    async (request) => saveRoutingRules(contextOf(ground, request), request.params.id, request.body),
  );

  app.post(
    '/api/work-streams/:id/what-if',
    {
      schema: {
        tags,
        summary: 'How conversations would go by rules that are not saved',
        params,
        body: askBody,
        response: { 200: whatIf },
      },
    },
    async (request) => askWhatIf(contextOf(ground, request), request.params.id, request.body),
  );

  app.post(
    '/api/work-streams/:id/re-route',
    {
      schema: {
        tags,
        summary: 'Ask the rules anew about the conversations that wait for an agent',
        params,
        response: { 200: reroutedItems },
      },
    },
    async (request) => reRoute(contextOf(ground, request), request.params.id),
  );

  app.post(
    '/api/work-streams/:id/copies',
    {
      schema: {
        tags: ['Work streams'],
        summary: 'Copy a work stream with its rules',
        params,
        response: { 201: workStream },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await copyWorkStream(contextOf(ground, request), request.params.id)),
  );
}
