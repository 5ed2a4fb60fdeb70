import { z } from 'zod';
import { pageId } from '../../../contract/ids.ts';
import {
  changePage as changePageBody,
  createPage as createPageBody,
  page,
  setAside,
} from '../../../contract/pages.ts';
import {
  changePageSettings as changeSettingsBody,
  versionedPageSettings,
} from '../../../contract/page-settings.ts';
import { changePage } from '../../desk/pages/change-page.ts';
import { changeSettings } from '../../desk/pages/change-settings.ts';
import { createPage } from '../../desk/pages/connect-page.ts';
import { listPages } from '../../desk/pages/list-pages.ts';
import { listSetAside } from '../../desk/pages/list-set-aside.ts';
import { readSettings } from '../../desk/pages/read-settings.ts';
import { notFound } from '../../desk/problems.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Facebook'];
const setAsideQuery = z.strictObject({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Pages with their settings, and what came from Facebook without being of use. */
export function pageRoutes(app: App, deps: AppDeps): void {
  const { ground } = deps;

  app.get(
    '/api/facebook/pages',
    { schema: { tags, summary: 'Connected pages', response: { 200: z.object({ items: z.array(page) }) } } },
    async (request) => ({ items: await listPages(contextOf(ground, request)) }),
  );

  app.post(
    '/api/facebook/pages',
    {
      schema: { tags, summary: 'Connect a page by its token', body: createPageBody, response: { 201: page } },
    },
    async (request, reply) =>
      reply.code(201).send(await createPage(contextOf(ground, request), deps, request.body)),
  );

  app.patch(
    '/api/facebook/pages/:id',
    {
      schema: {
        tags,
        summary: 'Change a page',
        params: z.object({ id: pageId }),
        body: changePageBody,
        response: { 200: page },
      },
    },
    async (request) => changePage(contextOf(ground, request), deps, request.params.id, request.body),
  );

  app.get(
    '/api/facebook/pages/:id/settings',
    {
      schema: {
        tags,
        summary: 'What is set for a page',
        params: z.object({ id: pageId }),
        response: { 200: versionedPageSettings },
      },
    },
    async (request) => readSettings(contextOf(ground, request), request.params.id),
  );

  app.patch(
    '/api/facebook/pages/:id/settings',
    {
      schema: {
        tags,
        summary: 'Set something for a page',
        params: z.object({ id: pageId }),
        body: changeSettingsBody,
        response: { 200: versionedPageSettings },
      },
    },
    async (request) => changeSettings(contextOf(ground, request), request.params.id, request.body),
  );

  app.get(
    '/api/diagnostics/set-aside',
    {
      schema: {
        tags: ['Diagnostics'],
        summary: 'What intake could not use',
        querystring: setAsideQuery,
        response: { 200: z.object({ items: z.array(setAside), nextCursor: z.string().nullable() }) },
      },
    },
    async (request) => listSetAside(contextOf(ground, request), request.query),
  );

  app.post(
    '/api/diagnostics/set-aside/:id/replay',
    {
      schema: {
        tags: ['Diagnostics'],
        summary: 'Work it off again',
        params: z.object({ id: z.uuid() }),
        response: { 204: z.void() },
      },
    },
    async (request, reply) => {
      if (!deps.replaySetAside) throw notFound('event');
      await deps.replaySetAside(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );
}
