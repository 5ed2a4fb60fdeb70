import { z } from 'zod';
import { operatingHoursId } from '../../../contract/ids.ts';
import {
  changeOperatingHours as changeBody,
  createOperatingHours as createBody,
  deleteOperatingHours as deleteQuery,
  hoursNow,
  operatingHours,
  previewHours,
} from '../../../contract/operating-hours.ts';
import { listOperatingHours, previewOperatingHours } from '../../desk/hours/list.ts';
import { removeOperatingHours } from '../../desk/hours/remove.ts';
import { changeOperatingHours, createOperatingHours } from '../../desk/hours/save.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Operating hours'];
const params = z.object({ id: operatingHoursId });

/** When pages and departments are open. */
export function operatingHoursRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  app.get(
    '/api/operating-hours',
    {
      schema: {
        tags,
        summary: 'All operating hours',
        response: { 200: z.object({ items: z.array(operatingHours) }) },
      },
    },
    async (request) => ({ items: await listOperatingHours(contextOf(ground, request)) }),
  );

  app.post(
    '/api/operating-hours/preview',
    {
      schema: {
        tags,
        summary: 'How hours would stand now',
        body: previewHours,
        response: { 200: hoursNow },
      },
    },
    async (request) => previewOperatingHours(contextOf(ground, request), request.body),
  );

  app.post(
    '/api/operating-hours',
    {
      schema: { tags, summary: 'Add operating hours', body: createBody, response: { 201: operatingHours } },
    },
    async (request, reply) =>
      reply.code(201).send(await createOperatingHours(contextOf(ground, request), request.body)),
  );

  app.patch(
    '/api/operating-hours/:id',
    {
      schema: {
        tags,
        summary: 'Change operating hours',
        params,
        body: changeBody,
        response: { 200: operatingHours },
      },
    },
    async (request) => changeOperatingHours(contextOf(ground, request), request.params.id, request.body),
  );

  app.delete(
    '/api/operating-hours/:id',
    {
      schema: {
        tags,
        summary: 'Delete operating hours',
        params,
        querystring: deleteQuery,
        response: { 204: z.void() },
      },
    },
    async (request, reply) => {
      const release = request.query.release === 'true';
      await removeOperatingHours(contextOf(ground, request), request.params.id, { release });
      return reply.code(204).send();
    },
  );
}
