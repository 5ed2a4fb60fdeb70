import { presenceSettings, savePresences as saveBody } from '../../../contract/team.ts';
import { readPresences, savePresences } from '../../desk/presence/presences.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Team'];

/** As what people may be seen. */
export function presenceRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  app.get(
    '/api/presences',
    { schema: { tags, summary: 'Presences that can be chosen', response: { 200: presenceSettings } } },
    async (request) => readPresences(contextOf(ground, request)),
  );

  app.put(
    '/api/presences',
    {
      schema: {
        tags,
        summary: 'Name presences, and let presence follow what agents have in hand',
        body: saveBody,
        response: { 200: presenceSettings },
      },
    },
    async (request) => savePresences(contextOf(ground, request), request.body),
  );
}
