import { z } from 'zod';
import {
  capacity,
  capacityProfile,
  capacitySettings,
  load,
  saveCapacityProfile,
} from '../../../contract/capacity.ts';
import { capacityProfileId } from '../../../contract/ids.ts';
import {
  changeCapacityProfile,
  createCapacityProfile,
  deleteCapacityProfile,
  readCapacity,
  saveCapacity,
} from '../../desk/capacity/capacity.ts';
import { readLoad } from '../../desk/capacity/read-load.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Distribution'];
const params = z.object({ id: capacityProfileId });

/** How much agents may have in hand. */
export function capacityRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  app.get(
    '/api/me/load',
    { schema: { tags, summary: 'What I have in hand, and what bounds it', response: { 200: load } } },
    async (request) => readLoad(contextOf(ground, request)),
  );

  app.get(
    '/api/capacity',
    { schema: { tags, summary: 'How much agents may have in hand', response: { 200: capacity } } },
    async (request) => readCapacity(contextOf(ground, request)),
  );

  app.put(
    '/api/capacity',
    {
      schema: {
        tags,
        summary: 'Set how much agents may have in hand',
        body: capacitySettings,
        response: { 200: capacity },
      },
    },
    async (request) => saveCapacity(contextOf(ground, request), request.body),
  );

  app.post(
    '/api/capacity/profiles',
    {
      schema: {
        tags,
        summary: 'Add a capacity profile',
        body: saveCapacityProfile,
        response: { 201: capacityProfile },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await createCapacityProfile(contextOf(ground, request), request.body)),
  );

  app.put(
    '/api/capacity/profiles/:id',
    {
      schema: {
        tags,
        summary: 'Change a capacity profile as a whole',
        params,
        body: saveCapacityProfile,
        response: { 200: capacityProfile },
      },
    },
    async (request) => changeCapacityProfile(contextOf(ground, request), request.params.id, request.body),
  );

  app.delete(
    '/api/capacity/profiles/:id',
    { schema: { tags, summary: 'Remove a capacity profile', params, response: { 204: z.void() } } },
    async (request, reply) => {
      await deleteCapacityProfile(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );
}
