import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import { notFound } from '../desk/problems.ts';
import type { App } from './app-deps.ts';

const YEAR_SECONDS = 31_536_000;

/**
 * Serves the built web application. Files under `assets/` have a hash in their name and stay with the browser
 * for good; every other path of a page answers `index.html`, which the browser asks for anew each time.
 *
 * @param webDir  where the build is.
 */
export async function serveWebFiles(app: App, webDir: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: path.resolve(webDir),
    serve: false,
    cacheControl: false,
    // The build lays small twins beside the larger files (`scripts/compress-screens.mjs`).
    preCompressed: true,
  });
  const send = (reply: FastifyReply, file: string, cacheControl: string) =>
    reply.headers({ 'cache-control': cacheControl, vary: 'accept-encoding' }).sendFile(file);
  const index = (reply: FastifyReply) => send(reply, 'index.html', 'no-cache');

  app.get('/', { schema: { hide: true } }, (_request, reply) => index(reply));

  app.get('/*', { schema: { hide: true } }, (request, reply) => {
    const pathname = readPath(request.url);
    if (/^\/(api|webhooks)(\/|$)/.test(pathname)) throw notFound('address');
    if (pathname.startsWith('/assets/')) {
      return send(reply, pathname.slice(1), `public, max-age=${YEAR_SECONDS}, immutable`);
    }
    // A last part with a dot is a file beside the page (an icon); pages of the application have none.
    if (/\.[\w-]+$/.test(pathname)) {
      return send(reply, pathname.slice(1), 'public, max-age=3600');
    }
    return index(reply);
  });
}

/** The path in plain letters. @throws Problem `not-found` for one that means to lead out of the folder. */
function readPath(url: string): string {
  try {
    const pathname = decodeURIComponent(new URL(url, 'http://desk').pathname);
    if (!/(^|[\\/])\.\.([\\/]|$)|\0/.test(pathname)) return pathname;
  } catch {
    // Not an address at all: nothing is there.
  }
  throw notFound('address');
}
