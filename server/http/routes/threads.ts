import { z } from 'zod';
import { conversationDetails, handOverThread as handOverBody } from '../../../contract/conversations.ts';
import { conversationId } from '../../../contract/ids.ts';
import { getConversation } from '../../desk/conversations/get.ts';
import {
  handOverThread,
  releaseThread,
  takeOverThread,
  type ThreadDeps,
} from '../../desk/threads/move-thread.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Conversations'];
const params = z.object({ id: conversationId });
const response = { 200: conversationDetails };

/** Who may write into a person's thread on Facebook: us, Meta's own inbox, or another app. */
export function threadRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>, deps: ThreadDeps): void {
  app.post(
    '/api/conversations/:id/thread/take-over',
    { schema: { tags, summary: 'Take the thread over from another app', params, response } },
    async (request) => {
      const ctx = contextOf(ground, request);
      await takeOverThread(ctx, deps, request.params.id);
      return getConversation(ctx, request.params.id);
    },
  );

  app.post(
    '/api/conversations/:id/thread/hand-over',
    {
      schema: {
        tags,
        summary: 'Hand the thread over to Meta’s own inbox, or to another app',
        params,
        body: handOverBody,
        response,
      },
    },
    async (request) => {
      const ctx = contextOf(ground, request);
      await handOverThread(ctx, deps, request.params.id, request.body.appId);
      return getConversation(ctx, request.params.id);
    },
  );

  app.post(
    '/api/conversations/:id/thread/release',
    { schema: { tags, summary: 'Give the thread up: nobody holds it then', params, response } },
    async (request) => {
      const ctx = contextOf(ground, request);
      await releaseThread(ctx, deps, request.params.id);
      return getConversation(ctx, request.params.id);
    },
  );
}
