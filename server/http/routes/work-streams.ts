import { z } from 'zod';
import { skillId, workStreamId } from '../../../contract/ids.ts';
import {
  changeWorkStream as changeBody,
  createWorkStream as createBody,
  nameSkill,
  setAgentService as serviceBody,
  skill,
  workStream,
  workStreamDetails,
} from '../../../contract/work-streams.ts';
import { setAgentService } from '../../desk/work-streams/agent-service.ts';
import { createSkill, deleteSkill, listSkills, renameSkill } from '../../desk/work-streams/skills.ts';
import {
  changeWorkStream,
  createWorkStream,
  deleteWorkStream,
  getWorkStream,
  listWorkStreams,
} from '../../desk/work-streams/work-streams.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Work streams'];
const path = z.object({ id: workStreamId });
const skillPath = z.object({ id: skillId });

/** Work streams, and the skills that they may ask for. */
export function workStreamRoutes(
  app: App,
  {
    ground,
    secrets,
    allowsPrivateWebhooks = false,
  }: Pick<AppDeps, 'ground' | 'secrets' | 'allowsPrivateWebhooks'>,
): void {
  const deps = { secrets, allowsPrivate: allowsPrivateWebhooks };

  app.get(
    '/api/work-streams',
    {
      schema: {
        tags,
        summary: 'The work streams',
        response: { 200: z.object({ items: z.array(workStream) }) },
      },
    },
    async (request) => ({ items: await listWorkStreams(contextOf(ground, request)) }),
  );

  app.get(
    '/api/work-streams/:id',
    {
      schema: {
        tags,
        summary: 'One work stream, and what decides to whom its conversations come',
        params: path,
        response: { 200: workStreamDetails },
      },
    },
    async (request) => getWorkStream(contextOf(ground, request), request.params.id),
  );

  app.post(
    '/api/work-streams',
    {
      schema: { tags, summary: 'Add a work stream', body: createBody, response: { 201: workStream } },
    },
    async (request, reply) =>
      reply.code(201).send(await createWorkStream(contextOf(ground, request), request.body)),
  );

  app.patch(
    '/api/work-streams/:id',
    {
      schema: {
        tags,
        summary: 'Change a work stream',
        params: path,
        body: changeBody,
        response: { 200: workStream },
      },
    },
    async (request) => changeWorkStream(contextOf(ground, request), request.params.id, request.body),
  );

  app.put(
    '/api/work-streams/:id/service',
    {
      schema: {
        tags,
        summary: 'Set the program that says who gets its conversations',
        params: path,
        body: serviceBody,
        response: { 200: workStream },
      },
    },
    async (request) => setAgentService(contextOf(ground, request), deps, request.params.id, request.body),
  );

  app.delete(
    '/api/work-streams/:id',
    {
      schema: { tags, summary: 'Remove a work stream', params: path, response: { 204: z.void() } },
    },
    async (request, reply) => {
      await deleteWorkStream(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );

  app.get(
    '/api/skills',
    { schema: { tags, summary: 'All skills', response: { 200: z.object({ items: z.array(skill) }) } } },
    async (request) => ({ items: await listSkills(contextOf(ground, request)) }),
  );

  app.post(
    '/api/skills',
    { schema: { tags, summary: 'Add a skill', body: nameSkill, response: { 201: skill } } },
    async (request, reply) =>
      reply.code(201).send(await createSkill(contextOf(ground, request), request.body.name)),
  );

  app.patch(
    '/api/skills/:id',
    {
      schema: {
        tags,
        summary: 'Rename a skill',
        params: skillPath,
        body: nameSkill,
        response: { 200: skill },
      },
    },
    async (request) => renameSkill(contextOf(ground, request), request.params.id, request.body.name),
  );

  app.delete(
    '/api/skills/:id',
    {
      schema: { tags, summary: 'Remove a skill everywhere', params: skillPath, response: { 204: z.void() } },
    },
    async (request, reply) => {
      await deleteSkill(contextOf(ground, request), request.params.id);
      return reply.code(204).send();
    },
  );
}
