import { z } from 'zod';
import { promiseId } from '../../../contract/ids.ts';
import {
  changePromise as changeBody,
  createPromise as createBody,
  promise,
} from '../../../contract/promises.ts';
import { changePromise, createPromise, deletePromise, listPromises } from '../../desk/promises/promises.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Promises'];
const path = z.object({ id: promiseId });

/** How soon customers are answered. */
export function promiseRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  app.get(
    '/api/promises',
    {
      schema: { tags, summary: 'All promises', response: { 200: z.object({ items: z.array(promise) }) } },
    },
    async (request) => ({ items: await listPromises(contextOf(ground, request)) }),
  );

  app.post(
    '/api/promises',
    { schema: { tags, summary: 'Add a promise', body: createBody, response: { 201: promise } } },
    async (request, reply) =>
      reply.code(201).send(await createPromise(contextOf(ground, request), request.body)),
  );

  app.patch(
    '/api/promises/:id',
    {
      schema: {
        tags,
        summary: 'Change a promise',
        params: path,
        body: changeBody,
        response: { 200: promise },
      },
    },
    async (request) => changePromise(contextOf(ground, request), request.params.id, request.body),
  );

  app.delete(
    '/api/promises/:id',
    { schema: { tags, summary: 'Remove a promise', params: path, response: { 204: z.void() } } },
    async (request, reply) => {
      await deletePromise(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );
}
