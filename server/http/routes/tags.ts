import { z } from 'zod';
import { conversationDetails } from '../../../contract/conversations.ts';
import { conversationId, tagId } from '../../../contract/ids.ts';
import { changeTag as changeBody, createTag as createBody, tag } from '../../../contract/tags.ts';
import { getConversation } from '../../desk/conversations/get.ts';
import { changeTag } from '../../desk/tags/change-tag.ts';
import { createTag } from '../../desk/tags/create-tag.ts';
import { deleteTag } from '../../desk/tags/delete-tag.ts';
import { listTags } from '../../desk/tags/list-tags.ts';
import { tagConversation, untagConversation } from '../../desk/tags/tag-conversation.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Tags'];
const path = z.object({ id: tagId });

/** Tags, and conversations that bear them. */
export function tagRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  app.get(
    '/api/tags',
    { schema: { tags, summary: 'All tags', response: { 200: z.object({ items: z.array(tag) }) } } },
    async (request) => ({ items: await listTags(contextOf(ground, request)) }),
  );

  app.post(
    '/api/tags',
    { schema: { tags, summary: 'Add a tag', body: createBody, response: { 201: tag } } },
    async (request, reply) => reply.code(201).send(await createTag(contextOf(ground, request), request.body)),
  );

  app.patch(
    '/api/tags/:id',
    {
      schema: { tags, summary: 'Change a tag', params: path, body: changeBody, response: { 200: tag } },
    },
    async (request) => changeTag(contextOf(ground, request), request.params.id, request.body),
  );

  app.delete(
    '/api/tags/:id',
    {
      schema: { tags, summary: 'Remove a tag everywhere', params: path, response: { 204: z.void() } },
    },
    async (request, reply) => {
      await deleteTag(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );

  for (const [method, summary, act] of [
    ['PUT', 'Put a tag on it', tagConversation],
    ['DELETE', 'Take a tag off it', untagConversation],
  ] as const) {
    app.route({
      method,
      url: '/api/conversations/:id/tags/:tag',
      schema: {
        tags,
        summary,
        params: z.object({ id: conversationId, tag: tagId }),
        response: { 200: conversationDetails },
      },
      handler: async (request) => {
        const ctx = contextOf(ground, request);
        await act(ctx, request.params.id, request.params.tag);
        return getConversation(ctx, request.params.id);
      },
    });
  }
}
