import { z } from 'zod';
import { savedReplyId } from '../../../contract/ids.ts';
import {
  changeSavedReply as changeBody,
  createSavedReply as createBody,
  filledReply,
  savedReply,
  useSavedReply as useBody,
} from '../../../contract/saved-replies.ts';
import { listSavedReplies } from '../../desk/saved-replies/list.ts';
import { removeSavedReply } from '../../desk/saved-replies/remove.ts';
import { changeSavedReply, createSavedReply } from '../../desk/saved-replies/save.ts';
import { useSavedReply } from '../../desk/saved-replies/use.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Saved replies'];
const params = z.object({ id: savedReplyId });

/** Answers that are written once and sent often. */
export function savedReplyRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  app.get(
    '/api/saved-replies',
    {
      schema: {
        tags,
        summary: 'Those that one may use, by title',
        response: { 200: z.object({ items: z.array(savedReply) }) },
      },
    },
    async (request) => ({ items: await listSavedReplies(contextOf(ground, request)) }),
  );

  app.post(
    '/api/saved-replies',
    { schema: { tags, summary: 'Save a reply', body: createBody, response: { 201: savedReply } } },
    async (request, reply) =>
      reply.code(201).send(await createSavedReply(contextOf(ground, request), request.body)),
  );

  app.patch(
    '/api/saved-replies/:id',
    {
      schema: {
        tags,
        summary: 'Change it as a whole',
        params,
        body: changeBody,
        response: { 200: savedReply },
      },
    },
    async (request) => changeSavedReply(contextOf(ground, request), request.params.id, request.body),
  );

  app.delete(
    '/api/saved-replies/:id',
    { schema: { tags, summary: 'Delete it; what was sent stays', params, response: { 204: z.void() } } },
    async (request, reply) => {
      await removeSavedReply(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );

  app.post(
    '/api/saved-replies/:id/use',
    {
      schema: {
        tags,
        summary: 'Make it ready for a conversation: filled, in the customer’s language; nothing is sent',
        params,
        body: useBody,
        response: { 200: filledReply },
      },
    },
    async (request) =>
      useSavedReply(contextOf(ground, request), request.params.id, request.body.conversationId),
  );
}
