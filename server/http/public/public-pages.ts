import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { readDeletion } from '../../desk/facebook-person/read-deletion.ts';
import { readPrivacyText } from '../../desk/privacy-page/privacy-page.ts';
import { Problem } from '../../desk/problems.ts';
import type { App, AppDeps } from '../app-deps.ts';
import { html, pagePolicy, renderPage, textToHtml, type Html } from './html.ts';

const hidden = { hide: true };

/** Pages for people who have no account here: Meta asks for them, and customers read them. */
export function publicPages(app: App, { ground }: AppDeps): void {
  app.get('/privacy', { schema: hidden }, async (_request, reply) =>
    show(reply, 'Privacy', textToHtml(await readPrivacyText(ground))),
  );

  app.get('/data-deletion', { schema: hidden }, async (_request, reply) =>
    show(reply, 'Deleting your data', instructions),
  );

  app.get(
    '/data-deletion/:code',
    { schema: { ...hidden, params: z.object({ code: z.string().max(100) }) } },
    async (request, reply) => {
      try {
        const deletion = await readDeletion(ground, request.params.code);
        return show(reply, 'Your data was deleted', statusOf(deletion));
      } catch (error) {
        if (!(error instanceof Problem && error.code === 'not-found')) throw error;
        return show(reply.code(404), 'There is no such request', nothingThere);
      }
    },
  );
}

/** Answers with a page for people who have no account here. */
export function show(reply: FastifyReply, title: string, body: Html): FastifyReply {
  return reply
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': pagePolicy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    .send(renderPage({ title, body }));
}

const day = (at: Date) => html`<time datetime="${at.toISOString()}">${at.toUTCString()}</time>`;

function statusOf(deletion: { code: string; requestedAt: Date; doneAt: Date; pages: number }): Html {
  const pages =
    deletion.pages === 0
      ? 'No page was connected with your account any more.'
      : `${deletion.pages === 1 ? 'One page' : `${deletion.pages} pages`} connected with your account lost its access.`;
  return html`
    <p>
      Your name and your id at Facebook, and every access token that you gave this desk, were deleted.
      ${pages}
    </p>
    <dl>
      <dt>Asked for</dt>
      <dd>${day(deletion.requestedAt)}</dd>
      <dt>Done</dt>
      <dd>${day(deletion.doneAt)}</dd>
      <dt>Confirmation code</dt>
      <dd><code>${deletion.code}</code></dd>
    </dl>
    <p>
      Messages that you wrote to a page as a customer are another matter: see <a href="/privacy">Privacy</a>.
    </p>
  `;
}

const nothingThere = html`
  <p>The code is wrong, or the request was never made. Open the link from Facebook again, whole.</p>
`;

const instructions = textToHtml(`Two kinds of people have data here, and both can have it deleted.

## You wrote to a page

Write to the page again, or turn to those who run it as the privacy page says, and ask for your data to be deleted. They find you by your conversation and delete it with everything in it.

## You connected a page through this desk

- Open Facebook, then Settings and privacy, Settings, Apps and websites.
- Choose the app, and press Remove. The desk learns of it at once and gives your access tokens up.
- Choose Send request beside it to have your name and id deleted as well. Facebook shows you a link here, on which you see that it is done.`);
