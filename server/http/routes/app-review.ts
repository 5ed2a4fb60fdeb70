import { z } from 'zod';
import { appReview, changeReview as changeReviewBody } from '../../../contract/app-review.ts';
import { changePrivacyPage as changePrivacyBody, privacyPage } from '../../../contract/privacy-page.ts';
import { changeReview, readAppReview } from '../../desk/app-review/app-review.ts';
import { changePrivacyPage, readPrivacyPage } from '../../desk/privacy-page/privacy-page.ts';
import { contextOf } from '../access.ts';
import type { App, AppDeps } from '../app-deps.ts';

const tags = ['App Review'];

/** What Meta wants to see before customers may write: texts, states, and the public privacy page. */
export function appReviewRoutes(app: App, { ground, publicUrl }: AppDeps): void {
  app.get(
    '/api/app-review',
    { schema: { tags, summary: 'What App Review asks for', response: { 200: appReview } } },
    async (request) => readAppReview(contextOf(ground, request), publicUrl),
  );

  app.patch(
    '/api/app-review/:permission',
    {
      schema: {
        tags,
        summary: 'Note how far a permission is',
        params: z.object({ permission: z.string().max(80) }),
        body: changeReviewBody,
        response: { 200: appReview },
      },
    },
    async (request) =>
      changeReview(contextOf(ground, request), publicUrl, { ...request.params, ...request.body }),
  );

  app.get(
    '/api/privacy-page',
    { schema: { tags, summary: 'The public privacy page', response: { 200: privacyPage } } },
    async (request) => readPrivacyPage(contextOf(ground, request), publicUrl),
  );

  app.put(
    '/api/privacy-page',
    {
      schema: {
        tags,
        summary: 'Change the public privacy page',
        body: changePrivacyBody,
        response: { 200: privacyPage },
      },
    },
    async (request) => changePrivacyPage(contextOf(ground, request), publicUrl, request.body),
  );
}
