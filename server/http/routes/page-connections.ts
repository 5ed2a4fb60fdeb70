import { z } from 'zod';
import { pageId } from '../../../contract/ids.ts';
import { page, pageConnection } from '../../../contract/pages.ts';
import { readConnection } from '../../desk/pages/read-connection.ts';
import { refreshPage } from '../../desk/pages/refresh-page.ts';
import { removePage } from '../../desk/pages/remove-page.ts';
import { subscribePage, unsubscribePage } from '../../desk/pages/subscribe-page.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Facebook'];
const params = z.object({ id: pageId });
const removePageQuery = z.strictObject({ erases: z.stringbool().default(false) });

/** How pages hang on Facebook: looking, stopping, going on, taking off the desk. */
export function pageConnectionRoutes(app: App, deps: AppDeps): void {
  const { ground } = deps;

  app.get(
    '/api/facebook/pages/:id/connection',
    {
      schema: {
        tags,
        summary: 'What a page’s connection is made of',
        params,
        response: { 200: pageConnection },
      },
    },
    async (request) => readConnection(contextOf(ground, request), request.params.id),
  );

  app.post(
    '/api/facebook/pages/:id/refresh',
    {
      schema: { tags, summary: 'Ask Facebook how a page stands', params, response: { 200: pageConnection } },
    },
    async (request) => refreshPage(contextOf(ground, request), deps, request.params.id),
  );

  app.post(
    '/api/facebook/pages/:id/subscribe',
    {
      schema: { tags, summary: 'Have a page’s events delivered', params, response: { 200: page } },
    },
    async (request) => subscribePage(contextOf(ground, request), deps, request.params.id),
  );

  app.post(
    '/api/facebook/pages/:id/unsubscribe',
    {
      schema: { tags, summary: 'Stop a page, keeping all it has', params, response: { 200: page } },
    },
    async (request) => unsubscribePage(contextOf(ground, request), deps, request.params.id),
  );

  app.delete(
    '/api/facebook/pages/:id',
    {
      schema: {
        tags,
        summary: 'Take a page off the desk, with its conversations or without',
        params,
        querystring: removePageQuery,
        response: { 204: z.void() },
      },
    },
    async (request, reply) => {
      const { erases } = request.query;
      await removePage(contextOf(ground, request), deps, request.params.id, { erases });
      return reply.code(204).send();
    },
  );
}
