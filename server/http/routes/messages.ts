import { z } from 'zod';
import { conversationId, messageId } from '../../../contract/ids.ts';
import {
  reactToMessage as reactBody,
  writeMessage as writeBody,
  writtenMessages,
} from '../../../contract/messages.ts';
import { sendAgain } from '../../../contract/send-purpose.ts';
import { revokeLink } from '../../desk/file-links/revoke-link.ts';
import { sendAsLink } from '../../desk/file-links/send-as-link.ts';
import { reactToMessage } from '../../desk/gestures/react.ts';
import { discardMessage } from '../../desk/messages/discard.ts';
import { presentWritten } from '../../desk/messages/present-written.ts';
import { followUp, writeMessage } from '../../desk/messages/reply.ts';
import { retryMessage } from '../../desk/messages/retry.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Messages'];

/** Replies and notes on their way out. */
export function messageRoutes(app: App, { ground, publicUrl }: Pick<AppDeps, 'ground' | 'publicUrl'>): void {
  app.post(
    '/api/conversations/:id/messages',
    {
      schema: {
        tags,
        summary: 'Reply, or leave a note; the same clientId again is the same message',
        params: z.object({ id: conversationId }),
        body: writeBody,
        response: { 200: writtenMessages, 201: writtenMessages },
      },
    },
    async (request, reply) => {
      const ctx = contextOf(ground, request);
      const written = await writeMessage(ctx, request.params.id, request.body);
      return reply.code(written.isRepeat ? 200 : 201).send(await presentWritten(ctx.db, written.messageIds));
    },
  );

  app.post(
    '/api/conversations/:id/follow-up',
    {
      schema: {
        tags,
        summary: 'Write to the customer of a closed conversation, which stays closed',
        params: z.object({ id: conversationId }),
        body: writeBody,
        response: { 200: writtenMessages, 201: writtenMessages },
      },
    },
    async (request, reply) => {
      const ctx = contextOf(ground, request);
      const written = await followUp(ctx, request.params.id, request.body);
      return reply.code(written.isRepeat ? 200 : 201).send(await presentWritten(ctx.db, written.messageIds));
    },
  );

  app.post(
    '/api/messages/:id/retry',
    {
      schema: {
        tags,
        summary: 'Send a failed message again, with the parts that failed with it',
        params: z.object({ id: messageId }),
        body: sendAgain.nullish(),
        response: { 200: writtenMessages },
      },
    },
    async (request) => {
      const ctx = contextOf(ground, request);
      return presentWritten(ctx.db, await retryMessage(ctx, request.params.id, request.body ?? {}));
    },
  );

  app.post(
    '/api/messages/:id/link',
    {
      schema: {
        tags,
        summary: 'Send a link to a file that Facebook did not take',
        params: z.object({ id: messageId }),
        body: sendAgain.nullish(),
        response: { 201: writtenMessages },
      },
    },
    async (request, reply) => {
      const ctx = contextOf(ground, request);
      const id = await sendAsLink(ctx, publicUrl, request.params.id, request.body ?? {});
      return reply.code(201).send(await presentWritten(ctx.db, [id]));
    },
  );

  app.delete(
    '/api/messages/:id/link',
    {
      schema: {
        tags,
        summary: 'Take back the link to a file',
        params: z.object({ id: messageId }),
        response: { 204: z.void() },
      },
    },
    async (request, reply) => {
      await revokeLink(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );

  app.post(
    '/api/messages/:id/reaction',
    {
      schema: {
        tags,
        summary: 'React to a message of the customer’s as the page; null takes it back',
        params: z.object({ id: messageId }),
        body: reactBody,
        response: { 204: z.void() },
      },
    },
    async (request, reply) => {
      await reactToMessage(contextOf(ground, request), request.params.id, request.body.emoji);
      return reply.code(204).send();
    },
  );

  app.delete(
    '/api/messages/:id',
    {
      schema: {
        tags,
        summary: 'Throw away a message of one’s own that failed',
        params: z.object({ id: messageId }),
        response: { 204: z.void() },
      },
    },
    async (request, reply) => {
      await discardMessage(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );
}
