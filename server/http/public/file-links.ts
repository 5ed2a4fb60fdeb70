import { z } from 'zod';
import { openLink } from '../../desk/file-links/open-link.ts';
import type { FileStorage } from '../../desk/files/read-file.ts';
import { Problem } from '../../desk/problems.ts';
import { RateWindow } from '../../kit/rate-window.ts';
import type { App, AppDeps } from '../app-deps.ts';
import { sendFile } from '../send-file.ts';
import { html } from './html.ts';
import { show } from './public-pages.ts';

/** A customer looks at a file some times; who tries addresses needs thousands. */
const limits = { most: 60, perMs: 60_000, mostKeys: 10_000 };

/**
 * Files for whoever has the link: no session, no cookie. What came from us is only saved by the browser, never shown
 * on our address; nothing of it may be kept by machines between, found by search engines, or named to the next page.
 */
export function fileLinks(
  app: App,
  { ground, storage }: Pick<AppDeps, 'ground'> & { storage: FileStorage },
): void {
  const rate = new RateWindow(ground.clock, limits);
  app.get(
    '/f/:token',
    {
      schema: { hide: true, params: z.object({ token: z.string().max(100) }) },
    },
    async (request, reply) => {
      if (!rate.take(request.ip))
        throw new Problem('rate-limited', 'Too many requests. Try again in a minute.');
      try {
        const file = await openLink(ground, request.params.token);
        await sendFile(request, reply.headers(hidden), storage, { ...file, isForAnyone: true });
        return reply;
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== 'not-found') throw error;
        return show(reply.code(404).headers(hidden), 'This file is not available', gone);
      }
    },
  );
}

const gone = html`<p>The link has ended, or is not whole. Please write to us again in Messenger.</p>`;

const hidden = {
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow, noarchive',
};
