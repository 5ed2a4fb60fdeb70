import { z } from 'zod';
import { tokenId } from '../../../contract/ids.ts';
import {
  apiToken,
  createApiToken as tokenBody,
  createdApiToken,
  me,
  setPresence as presenceBody,
  setTaking as takingBody,
} from '../../../contract/team.ts';
import { createApiToken, deleteApiToken, listApiTokens } from '../../desk/team/api-tokens.ts';
import { readMe } from '../../desk/team/read-me.ts';
import { setPresence } from '../../desk/team/set-presence.ts';
import { setTaking } from '../../desk/team/set-taking.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

/** What belongs to the one who asks. */
export function meRoutes(app: App, { ground, sandboxUrl }: AppDeps): void {
  app.get(
    '/api/me',
    { config: { beforeNotice: true }, schema: { tags: ['Me'], summary: 'Who am I', response: { 200: me } } },
    async (request) => readMe(contextOf(ground, request), sandboxUrl),
  );

  app.patch(
    '/api/me/presence',
    {
      schema: {
        tags: ['Me'],
        summary: 'Choose how colleagues see me',
        body: presenceBody,
        response: { 200: me },
      },
    },
    async (request) => {
      const ctx = contextOf(ground, request);
      await setPresence(ctx, request.body.choice);
      return readMe(ctx, sandboxUrl);
    },
  );

  app.patch(
    '/api/me/taking',
    {
      schema: {
        tags: ['Me'],
        summary: 'Choose whether chats and tickets are offered to me',
        body: takingBody,
        response: { 200: me },
      },
    },
    async (request) => {
      const ctx = contextOf(ground, request);
      await setTaking(ctx, request.body);
      return readMe(ctx, sandboxUrl);
    },
  );

  app.get(
    '/api/me/tokens',
    {
      schema: {
        tags: ['Me'],
        summary: 'My keys for programs',
        response: { 200: z.object({ items: z.array(apiToken) }) },
      },
    },
    async (request) => ({ items: await listApiTokens(contextOf(ground, request)) }),
  );

  app.post(
    '/api/me/tokens',
    {
      schema: {
        tags: ['Me'],
        summary: 'Make a key for programs',
        body: tokenBody,
        response: { 201: createdApiToken },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await createApiToken(contextOf(ground, request), request.body)),
  );

  app.delete(
    '/api/me/tokens/:id',
    {
      schema: {
        tags: ['Me'],
        summary: 'Delete a key',
        params: z.object({ id: tokenId }),
        response: { 204: z.void() },
      },
    },
    async (request, reply) => {
      await deleteApiToken(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );
}
