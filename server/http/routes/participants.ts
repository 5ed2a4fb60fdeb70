import { z } from 'zod';
import { askForAdvice as askBody } from '../../../contract/consults.ts';
import { conversationDetails } from '../../../contract/conversations.ts';
import { joinConversation as joinBody } from '../../../contract/floor.ts';
import { conversationId, userId } from '../../../contract/ids.ts';
import { getConversation } from '../../desk/conversations/get.ts';
import { askForAdvice } from '../../desk/participants/ask.ts';
import { joinConversation } from '../../desk/participants/join.ts';
import { endAdvice, leaveConversation } from '../../desk/participants/leave.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Conversations'];
const path = z.object({ id: conversationId });

/** Who takes part in a conversation beside its agent. */
export function participantRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  app.post(
    '/api/conversations/:id/join',
    {
      schema: {
        tags,
        summary: 'Come into a colleague’s',
        params: path,
        body: joinBody,
        response: { 200: conversationDetails },
      },
    },
    async (request) => {
      const ctx = contextOf(ground, request);
      await joinConversation(ctx, request.params.id, request.body);
      return getConversation(ctx, request.params.id);
    },
  );

  app.post(
    '/api/conversations/:id/leave',
    { schema: { tags, summary: 'Take part no more', params: path, response: { 204: z.void() } } },
    async (request, reply) => {
      await leaveConversation(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );

  app.post(
    '/api/conversations/:id/consults',
    {
      schema: {
        tags,
        summary: 'Ask a colleague for advice',
        params: path,
        body: askBody,
        response: { 200: conversationDetails },
      },
    },
    async (request) => {
      const ctx = contextOf(ground, request);
      await askForAdvice(ctx, request.params.id, request.body);
      return getConversation(ctx, request.params.id);
    },
  );

  app.delete(
    '/api/conversations/:id/consults/:user',
    {
      schema: {
        tags,
        summary: 'Let them go, or take the request back',
        params: path.extend({ user: userId }),
        response: { 204: z.void() },
      },
    },
    async (request, reply) => {
      await endAdvice(contextOf(ground, request), request.params.id, request.params.user);
      return reply.code(204).send();
    },
  );
}
