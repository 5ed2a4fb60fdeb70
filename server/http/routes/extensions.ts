import { z } from 'zod';
import {
  changeChatChannel as changeChatChannelBody,
  chatChannel,
  createChatChannel as createChatChannelBody,
} from '../../../contract/chat-channels.ts';
import {
  extension,
  extensionId,
  stoppedPages,
  switchExtension as switchBody,
  unauthorizeFacebook as unauthorizeBody,
  uninstallFacebook as uninstallBody,
} from '../../../contract/extensions.ts';
import { chatChannelId } from '../../../contract/ids.ts';
import {
  changeChatChannel,
  createChatChannel,
  deleteChatChannel,
  listChatChannels,
} from '../../desk/chat-channels/chat-channels.ts';
import { listExtensions } from '../../desk/extensions/list.ts';
import { switchExtension } from '../../desk/extensions/switch.ts';
import { unauthorizeFacebook } from '../../desk/extensions/unauthorize.ts';
import { uninstallFacebook } from '../../desk/extensions/uninstall.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Extensions'];
const extensionPath = z.object({ id: extensionId });
const channelPath = z.object({ id: chatChannelId });

/** The parts that are switched on and off, and the chat channels that one of them is for. */
export function extensionRoutes(app: App, deps: AppDeps): void {
  const { ground } = deps;

  app.get(
    '/api/extensions',
    {
      schema: {
        tags,
        summary: 'Parts that can be switched',
        response: { 200: z.object({ items: z.array(extension) }) },
      },
    },
    async (request) => ({ items: await listExtensions(contextOf(ground, request)) }),
  );

  app.patch(
    '/api/extensions/:id',
    {
      schema: {
        tags,
        summary: 'Switch a part on or off',
        params: extensionPath,
        body: switchBody,
        response: { 200: extension },
      },
    },
    async (request) => switchExtension(contextOf(ground, request), request.params.id, request.body),
  );

  app.post(
    '/api/facebook/unauthorize',
    {
      schema: {
        tags,
        summary: 'Take the authorisation of every page back',
        body: unauthorizeBody,
        response: { 200: stoppedPages },
      },
    },
    async (request) => unauthorizeFacebook(contextOf(ground, request), deps, request.body),
  );

  app.post(
    '/api/extensions/facebook/uninstall',
    {
      schema: { tags, summary: 'Uninstall Facebook', body: uninstallBody, response: { 200: stoppedPages } },
    },
    async (request) => uninstallFacebook(contextOf(ground, request), deps, request.body),
  );

  app.get(
    '/api/chat-channels',
    {
      schema: {
        tags,
        summary: 'Chat channels',
        response: { 200: z.object({ items: z.array(chatChannel) }) },
      },
    },
    async (request) => ({ items: await listChatChannels(contextOf(ground, request)) }),
  );

  app.post(
    '/api/chat-channels',
    {
      schema: {
        tags,
        summary: 'Add a chat channel',
        body: createChatChannelBody,
        response: { 201: chatChannel },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await createChatChannel(contextOf(ground, request), request.body)),
  );

  app.patch(
    '/api/chat-channels/:id',
    {
      schema: {
        tags,
        summary: 'Rename a chat channel',
        params: channelPath,
        body: changeChatChannelBody,
        response: { 204: z.void() },
      },
    },
    async (request, reply) => {
      await changeChatChannel(contextOf(ground, request), request.params.id, request.body);
      return reply.code(204).send();
    },
  );

  app.delete(
    '/api/chat-channels/:id',
    {
      schema: { tags, summary: 'Delete a chat channel', params: channelPath, response: { 204: z.void() } },
    },
    async (request, reply) => {
      await deleteChatChannel(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );
}
