import { z } from 'zod';
import { metaAppId } from '../../../contract/ids.ts';
import {
  changeMetaApp as changeBody,
  createMetaApp as createBody,
  metaApp,
  removedPages,
} from '../../../contract/pages.ts';
import { changeMetaApp, createMetaApp, listMetaApps, removeMetaApp } from '../../desk/pages/meta-apps.ts';
import { unauthorizeApp } from '../../desk/pages/unauthorize-app.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Facebook'];
const params = z.object({ id: metaAppId });

/** The organisation's own apps at Meta. */
export function metaAppRoutes(app: App, deps: AppDeps): void {
  const { ground, publicUrl } = deps;

  app.get(
    '/api/facebook/apps',
    {
      schema: { tags, summary: 'Our Meta apps', response: { 200: z.object({ items: z.array(metaApp) }) } },
    },
    async (request) => ({ items: await listMetaApps(contextOf(ground, request), publicUrl) }),
  );

  app.post(
    '/api/facebook/apps',
    { schema: { tags, summary: 'Add a Meta app', body: createBody, response: { 201: metaApp } } },
    async (request, reply) =>
      reply.code(201).send(await createMetaApp(contextOf(ground, request), deps, request.body)),
  );

  app.patch(
    '/api/facebook/apps/:id',
    {
      schema: {
        tags,
        summary: 'Rename a Meta app, or give it its new secret',
        params,
        body: changeBody,
        response: { 200: metaApp },
      },
    },
    async (request) => changeMetaApp(contextOf(ground, request), deps, request.params.id, request.body),
  );

  app.delete(
    '/api/facebook/apps/:id',
    {
      schema: {
        tags,
        summary: 'Take a Meta app without pages off the desk',
        params,
        response: { 204: z.void() },
      },
    },
    async (request, reply) => {
      await removeMetaApp(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );

  app.post(
    '/api/facebook/apps/:id/unauthorize',
    {
      schema: {
        tags,
        summary: 'Take all pages of a Meta app off the desk, and revoke its permissions',
        params,
        response: { 200: removedPages },
      },
    },
    async (request) => ({
      items: await unauthorizeApp(contextOf(ground, request), deps, request.params.id),
    }),
  );
}
