import { z } from 'zod';
import { offerTemplateId } from '../../../contract/ids.ts';
import { offerTemplate, saveOfferTemplate } from '../../../contract/offer-templates.ts';
import {
  changeOfferTemplate,
  copyOfferTemplate,
  createOfferTemplate,
  deleteOfferTemplate,
  listOfferTemplates,
} from '../../desk/offer-templates/offer-templates.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Distribution'];
const params = z.object({ id: offerTemplateId });
const list = z.object({ items: z.array(offerTemplate) });

/** How requests look to agents, and how long they have. */
export function offerTemplateRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  app.get(
    '/api/offer-templates',
    { schema: { tags, summary: 'All templates of requests', response: { 200: list } } },
    async (request) => ({ items: await listOfferTemplates(contextOf(ground, request)) }),
  );

  app.post(
    '/api/offer-templates',
    {
      schema: {
        tags,
        summary: 'Add a template of requests',
        body: saveOfferTemplate,
        response: { 201: offerTemplate },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await createOfferTemplate(contextOf(ground, request), request.body)),
  );

  app.post(
    '/api/offer-templates/:id/copies',
    {
      schema: { tags, summary: 'Make a template like another', params, response: { 201: offerTemplate } },
    },
    async (request, reply) =>
      reply.code(201).send(await copyOfferTemplate(contextOf(ground, request), request.params.id)),
  );

  app.put(
    '/api/offer-templates/:id',
    {
      schema: {
        tags,
        summary: 'Change a template as a whole, for the next requests',
        params,
        body: saveOfferTemplate,
        response: { 200: offerTemplate },
      },
    },
    async (request) => changeOfferTemplate(contextOf(ground, request), request.params.id, request.body),
  );

  app.delete(
    '/api/offer-templates/:id',
    { schema: { tags, summary: 'Remove a template', params, response: { 204: z.void() } } },
    async (request, reply) => {
      await deleteOfferTemplate(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );
}
