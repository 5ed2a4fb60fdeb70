import { z } from 'zod';
import { conversationDetails, inviteHelper as inviteBody } from '../../../contract/conversations.ts';
import { conversationId, userId } from '../../../contract/ids.ts';
import { getConversation } from '../../desk/conversations/get.ts';
import { inviteHelper, letHelperGo } from '../../desk/participants/helpers.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Conversations'];
const path = z.object({ id: conversationId });

/** Helpers, who see a conversation while they are invited to it. */
export function helperRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  app.post(
    '/api/conversations/:id/helpers',
    {
      schema: {
        tags,
        summary: 'Invite a helper, who writes notes',
        params: path,
        body: inviteBody,
        response: { 200: conversationDetails },
      },
    },
    async (request) => {
      const ctx = contextOf(ground, request);
      await inviteHelper(ctx, request.params.id, request.body.userId);
      return getConversation(ctx, request.params.id);
    },
  );

  app.delete(
    '/api/conversations/:id/helpers/:user',
    {
      schema: {
        tags,
        summary: 'Let a helper go',
        params: path.extend({ user: userId }),
        response: { 200: conversationDetails },
      },
    },
    async (request) => {
      const ctx = contextOf(ground, request);
      await letHelperGo(ctx, request.params.id, request.params.user);
      return getConversation(ctx, request.params.id);
    },
  );
}
