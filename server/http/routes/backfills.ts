import { z } from 'zod';
import { backfill, startBackfill as startBody } from '../../../contract/backfills.ts';
import { backfillId, pageId } from '../../../contract/ids.ts';
import { listPageBackfills, startBackfill } from '../../desk/backfill/start.ts';
import { steerBackfill } from '../../desk/backfill/steer.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Facebook'];
const ofPage = z.object({ id: pageId });

const steers = [
  ['pause', 'Stop a reading for a while'],
  ['resume', 'Let it go on where it was'],
  ['cancel', 'End it; what was added stays'],
] as const;

/** Reading what was missed, and a page's history. */
export function backfillRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  app.get(
    '/api/facebook/pages/:id/backfills',
    {
      schema: {
        tags,
        summary: 'What was read of a page’s past, the latest first',
        params: ofPage,
        response: { 200: z.object({ items: z.array(backfill) }) },
      },
    },
    async (request) => ({ items: await listPageBackfills(contextOf(ground, request), request.params.id) }),
  );

  app.post(
    '/api/facebook/pages/:id/backfills',
    {
      schema: {
        tags,
        summary: 'Read what was missed in the last days',
        params: ofPage,
        body: startBody,
        response: { 201: backfill },
      },
    },
    async (request, reply) => {
      const ctx = contextOf(ground, request);
      return reply.code(201).send(await startBackfill(ctx, request.params.id, request.body.days));
    },
  );

  for (const [steer, summary] of steers) {
    app.post(
      `/api/facebook/backfills/:id/${steer}`,
      {
        schema: { tags, summary, params: z.object({ id: backfillId }), response: { 200: backfill } },
      },
      async (request) => steerBackfill(contextOf(ground, request), request.params.id, steer),
    );
  }
}
