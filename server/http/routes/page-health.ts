import { z } from 'zod';
import {
  connectionTest,
  doctorReport,
  mendPage as mendPageBody,
  pageHealth,
} from '../../../contract/doctor.ts';
import { pageId } from '../../../contract/ids.ts';
import { wrongSignatures } from '../../../contract/pages.ts';
import { instant } from '../../../contract/instant.ts';
import { listWrongSignatures } from '../../desk/pages/list-wrong-signatures.ts';
import { mendPage, runDoctor } from '../../desk/pages/doctor/run-doctor.ts';
import { testConnection } from '../../desk/pages/doctor/test-connection.ts';
import { readHealth } from '../../desk/pages/health/read-health.ts';
import { notFound } from '../../desk/problems.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Facebook'];
const params = z.object({ id: pageId });

/** How a page's connection stands, what is wrong with it, and what mends it. */
export function pageHealthRoutes(app: App, deps: AppDeps): void {
  const { ground, sandboxUrl } = deps;
  const doctor = () => {
    if (!deps.doctor) throw notFound('page');
    return deps.doctor;
  };

  app.get(
    '/api/diagnostics/wrong-signatures',
    {
      schema: {
        tags: ['Diagnostics'],
        summary: 'Wrong signatures of the last day, by Meta app',
        response: { 200: z.object({ items: z.array(wrongSignatures) }) },
      },
    },
    async (request) => ({ items: await listWrongSignatures(contextOf(ground, request)) }),
  );

  app.get(
    '/api/facebook/pages/:id/health',
    { schema: { tags, summary: 'How a page has stood', params, response: { 200: pageHealth } } },
    async (request) => readHealth(contextOf(ground, request), request.params.id),
  );

  app.get(
    '/api/facebook/pages/:id/doctor',
    {
      schema: { tags, summary: 'Examine a page’s connection', params, response: { 200: doctorReport } },
    },
    async (request) => runDoctor(contextOf(ground, request), doctor(), request.params.id),
  );

  app.post(
    '/api/facebook/pages/:id/doctor/mend',
    {
      schema: {
        tags,
        summary: 'Mend what Pagedesk can mend by itself',
        params,
        body: mendPageBody,
        response: { 200: doctorReport },
      },
    },
    async (request) => mendPage(contextOf(ground, request), doctor(), request.params.id, request.body.action),
  );

  app.get(
    '/api/facebook/pages/:id/test',
    {
      schema: {
        tags,
        summary: 'Wait for a real message to the page',
        params,
        querystring: z.strictObject({ startedAt: instant.optional() }),
        response: { 200: connectionTest },
      },
    },
    async (request) =>
      testConnection(
        contextOf(ground, request),
        { ...doctor(), sandboxUrl },
        {
          pageId: request.params.id,
          startedAt: request.query.startedAt === undefined ? null : new Date(request.query.startedAt),
        },
      ),
  );
}
