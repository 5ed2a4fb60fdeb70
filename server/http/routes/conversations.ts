import { z } from 'zod';
import {
  assignConversation as assignBody,
  changeConversation as changeBody,
  conversationCounters,
  conversationDetails,
  conversationList,
  endConversation as endBody,
  listConversations as listQuery,
  markSeen as seenBody,
  snoozeConversation as snoozeBody,
  transferConversation as transferBody,
} from '../../../contract/conversations.ts';
import { changeTicket as ticketBody } from '../../../contract/tickets.ts';
import { conversationId } from '../../../contract/ids.ts';
import { listMessages as messagesQuery, messageList } from '../../../contract/messages.ts';
import { assignConversation } from '../../desk/conversations/assign.ts';
import { changeMode } from '../../desk/conversations/change-mode.ts';
import { endConversation } from '../../desk/conversations/end.ts';
import { finishConversation } from '../../desk/conversations/finish.ts';
import { getConversation } from '../../desk/conversations/get.ts';
import { countConversations, listConversations } from '../../desk/conversations/list.ts';
import { signalTyping } from '../../desk/gestures/signal-typing.ts';
import { markSeen } from '../../desk/conversations/mark-seen.ts';
import { parkConversation } from '../../desk/conversations/park.ts';
import { reopenConversation } from '../../desk/conversations/reopen.ts';
import { resumeConversation } from '../../desk/conversations/resume.ts';
import { snoozeConversation } from '../../desk/conversations/snooze.ts';
import { takeConversation } from '../../desk/conversations/take.ts';
import { transferConversation } from '../../desk/conversations/transfer.ts';
import type { Context } from '../../desk/context.ts';
import { listMessages } from '../../desk/messages/list.ts';
import { changeTicket } from '../../desk/tickets/change-ticket.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const path = z.object({ id: conversationId });
const tags = ['Conversations'];

/** Acts that need nothing but the conversation, and answer it as it is afterwards. */
const plainActs = [
  ['take', 'Take it', takeConversation],
  ['reopen', 'Reopen it', reopenConversation],
  ['park', 'Put it aside', parkConversation],
  ['resume', 'Go on with it', resumeConversation],
  ['release', 'Give it back to its department', (ctx, id) => assignConversation(ctx, id, null)],
  ['close', 'Close what is being wrapped up', finishConversation],
] as const satisfies [string, string, (ctx: Context, id: string) => Promise<void>][];

/** The list, one conversation, its timeline, and what people do with it. */
export function conversationRoutes(app: App, { ground }: AppDeps): void {
  app.get(
    '/api/conversations',
    {
      schema: {
        tags,
        summary: 'List and search',
        querystring: listQuery,
        response: { 200: conversationList },
      },
    },
    async (request) => listConversations(contextOf(ground, request), request.query),
  );

  app.get(
    '/api/conversations/counters',
    { schema: { tags, summary: 'Count each view', response: { 200: conversationCounters } } },
    async (request) => countConversations(contextOf(ground, request)),
  );

  app.get(
    '/api/conversations/:id',
    { schema: { tags, summary: 'One conversation', params: path, response: { 200: conversationDetails } } },
    async (request) => getConversation(contextOf(ground, request), request.params.id),
  );

  app.get(
    '/api/conversations/:id/messages',
    {
      schema: {
        tags,
        summary: 'Its timeline',
        params: path,
        querystring: messagesQuery,
        response: { 200: messageList },
      },
    },
    async (request) => listMessages(contextOf(ground, request), request.params.id, request.query),
  );

  for (const [name, summary, act] of plainActs) {
    app.post(
      `/api/conversations/:id/${name}`,
      { schema: { tags, summary, params: path, response: { 200: conversationDetails } } },
      async (request) => {
        const ctx = contextOf(ground, request);
        await act(ctx, request.params.id);
        return getConversation(ctx, request.params.id);
      },
    );
  }

  app.post(
    '/api/conversations/:id/end',
    {
      schema: {
        tags,
        summary: 'End it',
        params: path,
        body: endBody.nullish(),
        response: { 200: conversationDetails },
      },
    },
    async (request) => {
      const ctx = contextOf(ground, request);
      await endConversation(ctx, request.params.id, request.body ?? {});
      return getConversation(ctx, request.params.id);
    },
  );

  app.patch(
    '/api/conversations/:id/ticket',
    {
      schema: {
        tags,
        summary: 'Set its ticket’s status or subject',
        params: path,
        body: ticketBody,
        response: { 200: conversationDetails },
      },
    },
    async (request) => {
      const ctx = contextOf(ground, request);
      await changeTicket(ctx, request.params.id, request.body);
      return getConversation(ctx, request.params.id);
    },
  );

  app.patch(
    '/api/conversations/:id',
    {
      schema: {
        tags,
        summary: 'Make it a chat or a ticket',
        params: path,
        body: changeBody,
        response: { 200: conversationDetails },
      },
    },
    async (request) => {
      const ctx = contextOf(ground, request);
      await changeMode(ctx, request.params.id, request.body.mode);
      return getConversation(ctx, request.params.id);
    },
  );

  app.post(
    '/api/conversations/:id/assign',
    {
      schema: {
        tags,
        summary: 'Give it to somebody, or back to the department',
        params: path,
        body: assignBody,
        response: { 200: conversationDetails },
      },
    },
    async (request) => {
      const ctx = contextOf(ground, request);
      await assignConversation(ctx, request.params.id, request.body.userId);
      return getConversation(ctx, request.params.id);
    },
  );

  app.post(
    '/api/conversations/:id/snooze',
    {
      schema: {
        tags,
        summary: 'Put it aside until a time',
        params: path,
        body: snoozeBody,
        response: { 200: conversationDetails },
      },
    },
    async (request) => {
      const ctx = contextOf(ground, request);
      await snoozeConversation(ctx, request.params.id, new Date(request.body.until));
      return getConversation(ctx, request.params.id);
    },
  );

  app.post(
    '/api/conversations/:id/transfer',
    {
      schema: {
        tags,
        summary: 'Hand it to another department, or to a colleague',
        params: path,
        body: transferBody,
        // Whoever hands it on may not see it any more.
        response: { 204: z.void() },
      },
    },
    async (request, reply) => {
      await transferConversation(contextOf(ground, request), request.params.id, request.body);
      return reply.code(204).send();
    },
  );

  app.post(
    '/api/conversations/:id/typing',
    { schema: { tags, summary: 'I write a reply', params: path, response: { 204: z.void() } } },
    async (request, reply) => {
      await signalTyping(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );

  app.post(
    '/api/conversations/:id/seen',
    {
      schema: {
        tags,
        summary: 'I have it on screen',
        params: path,
        body: seenBody,
        response: { 204: z.void() },
      },
    },
    async (request, reply) => {
      await markSeen(contextOf(ground, request), request.params.id, request.body.messageId);
      return reply.code(204).send();
    },
  );
}
