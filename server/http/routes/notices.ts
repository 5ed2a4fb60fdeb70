import { noticeBox, readNotices } from '../../../contract/notices.ts';
import { markNoticesRead, readNoticeBox } from '../../desk/notices/box.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['Me'];

/** What the one who asks should look at. */
export function noticeRoutes(app: App, { ground }: Pick<AppDeps, 'ground'>): void {
  app.get(
    '/api/me/notices',
    { schema: { tags, summary: 'My notices', response: { 200: noticeBox } } },
    async (request) => readNoticeBox(contextOf(ground, request)),
  );

  app.post(
    '/api/me/notices/read',
    {
      schema: {
        tags,
        summary: 'Mark notices of mine as read',
        body: readNotices,
        response: { 200: noticeBox },
      },
    },
    async (request) => markNoticesRead(contextOf(ground, request), request.body.ids ?? null),
  );
}
