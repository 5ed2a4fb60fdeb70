import { z } from 'zod';
import { conversationId, macroId } from '../../../contract/ids.ts';
import { macro, orderMacros as orderBody, saveMacro } from '../../../contract/macros.ts';
import { changeMacro, createMacro, deleteMacro, listMacros, orderMacros } from '../../desk/macros/macros.ts';
import { useMacro } from '../../desk/macros/use.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Macros'];
const params = z.object({ id: macroId });

/** What is done with a conversation by one click. */
export function macroRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  app.get(
    '/api/macros',
    { schema: { tags, summary: 'All macros', response: { 200: z.object({ items: z.array(macro) }) } } },
    async (request) => ({ items: await listMacros(contextOf(ground, request)) }),
  );

  app.post(
    '/api/macros',
    { schema: { tags, summary: 'Add a macro', body: saveMacro, response: { 201: macro } } },
    async (request, reply) =>
      reply.code(201).send(await createMacro(contextOf(ground, request), request.body)),
  );

  app.put(
    '/api/macros/order',
    {
      schema: {
        tags,
        summary: 'Put the macros into another order',
        body: orderBody,
        response: { 200: z.object({ items: z.array(macro) }) },
      },
    },
    async (request) => ({ items: await orderMacros(contextOf(ground, request), request.body.ids) }),
  );

  app.put(
    '/api/macros/:id',
    {
      schema: {
        tags,
        summary: 'Change a macro as a whole',
        params,
        body: saveMacro,
        response: { 200: macro },
      },
    },
    async (request) => changeMacro(contextOf(ground, request), request.params.id, request.body),
  );

  app.delete(
    '/api/macros/:id',
    { schema: { tags, summary: 'Remove a macro', params, response: { 204: z.void() } } },
    async (request, reply) => {
      await deleteMacro(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );

  app.post(
    '/api/conversations/:id/macros/:macro',
    {
      schema: {
        tags,
        summary: 'Do with it what a macro says',
        params: z.object({ id: conversationId, macro: macroId }),
        // Whoever hands it on may not see it any more.
        response: { 204: z.void() },
      },
    },
    async (request, reply) => {
      await useMacro(contextOf(ground, request), request.params.id, request.params.macro);
      return reply.code(204).send();
    },
  );
}
