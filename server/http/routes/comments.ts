import { z } from 'zod';
import {
  actOnComment as actBody,
  feedSkip,
  sayLikeness as likenessBody,
  threadContext,
  writePrivateReply as privateReplyBody,
} from '../../../contract/comments.ts';
import { conversationDetails, endConversation } from '../../../contract/conversations.ts';
import { conversationId, messageId, pageId } from '../../../contract/ids.ts';
import { message } from '../../../contract/messages.ts';
import { actOnComment } from '../../desk/comments/act-on-comment.ts';
import { listSkips } from '../../desk/comments/list-skips.ts';
import { markHandled } from '../../desk/comments/mark-handled.ts';
import { readThread } from '../../desk/comments/read-thread.ts';
import { sayLikeness } from '../../desk/comments/say-likeness.ts';
import { writePrivateReply } from '../../desk/comments/write-private-reply.ts';
import type { Context } from '../../desk/context.ts';
import { getConversation } from '../../desk/conversations/get.ts';
import { presentMessages } from '../../desk/messages/present.ts';
import { notFound } from '../../desk/problems.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Comments'];
const ofConversation = z.object({ id: conversationId });
const ofMessage = z.object({ id: messageId });

/** What is done with comments, and what stands beside a thread. A public reply is a message of its conversation. */
export function commentRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  app.get(
    '/api/conversations/:id/thread',
    {
      schema: {
        tags,
        summary: 'The post of a thread, the ticket before it, and who the person may be elsewhere',
        params: ofConversation,
        response: { 200: threadContext },
      },
    },
    async (request) => readThread(contextOf(ground, request), request.params.id),
  );

  app.post(
    '/api/conversations/:id/handled',
    {
      schema: {
        tags,
        summary: 'A thread of comments needs nothing more',
        params: ofConversation,
        body: endConversation.nullish(),
        response: { 200: conversationDetails },
      },
    },
    async (request) => {
      const ctx = contextOf(ground, request);
      await markHandled(ctx, request.params.id, request.body ?? {});
      return getConversation(ctx, request.params.id);
    },
  );

  app.post(
    '/api/conversations/:id/likeness',
    {
      schema: {
        tags,
        summary: 'Say that two contacts are, or are not, the same person',
        params: ofConversation,
        body: likenessBody,
        response: { 200: threadContext },
      },
    },
    async (request) => {
      const ctx = contextOf(ground, request);
      await sayLikeness(ctx, request.params.id, request.body);
      return readThread(ctx, request.params.id);
    },
  );

  app.post(
    '/api/comments/:id/acts',
    {
      schema: {
        tags,
        summary: 'Like, hide or delete a comment, ban its author, or take that back',
        params: ofMessage,
        body: actBody,
        response: { 202: message },
      },
    },
    async (request, reply) => {
      const ctx = contextOf(ground, request);
      await actOnComment(ctx, request.params.id, request.body.act);
      return reply.code(202).send(await messageOf(ctx, request.params.id));
    },
  );

  app.post(
    '/api/comments/:id/private-reply',
    {
      schema: {
        tags,
        summary: 'Write to a comment’s author in Messenger, once; the same clientId again is the same reply',
        params: ofMessage,
        body: privateReplyBody,
        response: { 200: message, 201: message },
      },
    },
    async (request, reply) => {
      const ctx = contextOf(ground, request);
      const isNew = await writePrivateReply(ctx, request.params.id, request.body);
      return reply.code(isNew ? 201 : 200).send(await messageOf(ctx, request.params.id));
    },
  );

  app.get(
    '/api/facebook/pages/:id/feed-skips',
    {
      schema: {
        tags,
        summary: 'What of a page’s feed made no ticket, and why',
        params: z.object({ id: pageId }),
        response: { 200: z.object({ items: z.array(feedSkip) }) },
      },
    },
    async (request) => ({ items: await listSkips(contextOf(ground, request), request.params.id) }),
  );
}

async function messageOf(ctx: Context, id: string) {
  const [found] = await presentMessages(ctx.db, [id]);
  if (!found) throw notFound('comment');
  return found;
}
