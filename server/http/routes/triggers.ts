import { z } from 'zod';
import { triggerId } from '../../../contract/ids.ts';
import {
  changeTrigger as changeBody,
  listTriggerRuns as runsQuery,
  orderTriggers as orderBody,
  saveTrigger,
  setTriggerSender,
  trigger,
  triggerList,
  triggerRunList,
  triggerTrial,
  tryTrigger as tryBody,
} from '../../../contract/triggers.ts';
import { listTriggerRuns } from '../../desk/triggers/list-runs.ts';
import { setSender } from '../../desk/triggers/sender.ts';
import {
  changeTrigger,
  createTrigger,
  deleteTrigger,
  listTriggers,
  orderTriggers,
} from '../../desk/triggers/triggers.ts';
import { tryTrigger } from '../../desk/triggers/try.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Triggers'];
const params = z.object({ id: triggerId });

/** What the desk does by itself, when something happens. */
export function triggerRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  app.get(
    '/api/triggers',
    { schema: { tags, summary: 'All triggers in their order', response: { 200: triggerList } } },
    async (request) => listTriggers(contextOf(ground, request)),
  );

  app.post(
    '/api/triggers',
    { schema: { tags, summary: 'Add a trigger', body: saveTrigger, response: { 201: trigger } } },
    async (request, reply) =>
      reply.code(201).send(await createTrigger(contextOf(ground, request), request.body)),
  );

  app.put(
    '/api/triggers/order',
    {
      schema: {
        tags,
        summary: 'Put the triggers into another order',
        body: orderBody,
        response: { 200: triggerList },
      },
    },
    async (request) => orderTriggers(contextOf(ground, request), request.body.ids),
  );

  app.put(
    '/api/triggers/sender',
    {
      schema: {
        tags,
        summary: 'Name the bot that triggers act as',
        body: setTriggerSender,
        response: { 200: triggerList },
      },
    },
    async (request) => {
      const ctx = contextOf(ground, request);
      await setSender(ctx, request.body.name);
      return listTriggers(ctx);
    },
  );

  app.post(
    '/api/triggers/try',
    {
      schema: {
        tags,
        summary: 'Tell which of the last conversations conditions hold for',
        body: tryBody,
        response: { 200: triggerTrial },
      },
    },
    async (request) => tryTrigger(contextOf(ground, request), request.body),
  );

  app.put(
    '/api/triggers/:id',
    {
      schema: {
        tags,
        summary: 'Change a trigger as a whole',
        params,
        body: changeBody,
        response: { 200: trigger },
      },
    },
    async (request) => changeTrigger(contextOf(ground, request), request.params.id, request.body),
  );

  app.delete(
    '/api/triggers/:id',
    { schema: { tags, summary: 'Remove a trigger', params, response: { 204: z.void() } } },
    async (request, reply) => {
      await deleteTrigger(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );

  app.get(
    '/api/triggers/:id/runs',
    {
      schema: {
        tags,
        summary: 'What a trigger did',
        params,
        querystring: runsQuery,
        response: { 200: triggerRunList },
      },
    },
    async (request) => listTriggerRuns(contextOf(ground, request), request.params.id, request.query),
  );
}
