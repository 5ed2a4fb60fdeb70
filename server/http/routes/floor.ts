import { z } from 'zod';
import { conversationDetails } from '../../../contract/conversations.ts';
import { floor, floorFilter, readFloor as floorQuery } from '../../../contract/floor.ts';
import { conversationId } from '../../../contract/ids.ts';
import { getConversation } from '../../desk/conversations/get.ts';
import { readFloorFilter, saveFloorFilter } from '../../desk/floor/floor-filter.ts';
import { monitorConversation } from '../../desk/floor/look.ts';
import { readFloor } from '../../desk/floor/read-floor.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Floor'];
const path = z.object({ id: conversationId });

/** What those who lead look at, and how they look into what others do. */
export function floorRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  app.get(
    '/api/floor',
    {
      schema: { tags, summary: 'How the work stands', querystring: floorQuery, response: { 200: floor } },
    },
    async (request) => readFloor(contextOf(ground, request), request.query),
  );

  app.get(
    '/api/floor/filter',
    { schema: { tags, summary: 'Your own filter', response: { 200: floorFilter } } },
    async (request) => readFloorFilter(contextOf(ground, request)),
  );

  app.put(
    '/api/floor/filter',
    {
      schema: { tags, summary: 'Keep your filter', body: floorFilter, response: { 200: floorFilter } },
    },
    async (request) => saveFloorFilter(contextOf(ground, request), request.body),
  );

  app.post(
    '/api/conversations/:id/monitor',
    {
      schema: {
        tags,
        summary: 'Look at a colleague’s',
        params: path,
        response: { 200: conversationDetails },
      },
    },
    async (request) => {
      const ctx = contextOf(ground, request);
      await monitorConversation(ctx, request.params.id);
      return getConversation(ctx, request.params.id);
    },
  );
}
