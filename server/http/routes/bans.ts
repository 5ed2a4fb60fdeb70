import { z } from 'zod';
import { banCustomer as banBody, banList, listBans as listQuery } from '../../../contract/bans.ts';
import { conversationDetails } from '../../../contract/conversations.ts';
import { banId, conversationId } from '../../../contract/ids.ts';
import { banCustomer } from '../../desk/bans/ban.ts';
import { liftBan } from '../../desk/bans/lift.ts';
import { listBans } from '../../desk/bans/list.ts';
import { getConversation } from '../../desk/conversations/get.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Bans'];

/** Customers who are shut out. */
export function banRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  app.post(
    '/api/conversations/:id/ban',
    {
      schema: {
        tags,
        summary: 'Shut its customer out for a time',
        params: z.object({ id: conversationId }),
        body: banBody,
        response: { 200: conversationDetails },
      },
    },
    async (request) => {
      const ctx = contextOf(ground, request);
      await banCustomer(ctx, request.params.id, request.body);
      return getConversation(ctx, request.params.id);
    },
  );

  app.get(
    '/api/bans',
    {
      schema: {
        tags,
        summary: 'Who is shut out and who was, newest first',
        querystring: listQuery,
        response: { 200: banList },
      },
    },
    async (request) => listBans(contextOf(ground, request), request.query),
  );

  app.delete(
    '/api/bans/:id',
    {
      schema: { tags, summary: 'Lift it', params: z.object({ id: banId }), response: { 204: z.void() } },
    },
    async (request, reply) => {
      await liftBan(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );
}
