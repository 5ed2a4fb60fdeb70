import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const mimeTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
};

/** Serves the built screens; a path that is no file is a route of theirs and gets their first page. */
export async function serveScreens(
  folder: string | null,
  path: string,
  response: ServerResponse,
): Promise<void> {
  const bytes = folder === null ? null : await readIn(folder, path.replace(/^\/_screen\/?/, ''));
  const page = bytes ?? (folder === null ? null : await readIn(folder, 'index.html'));
  if (!page) {
    const text = 'The screens of the sandbox are not built. The control API is at /_sim/state.\n';
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
    return;
  }
  const type = bytes ? mimeTypes[extname(path)] : undefined;
  response
    .writeHead(200, { 'content-type': type ?? 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
    .end(page);
}

async function readIn(folder: string, path: string): Promise<Buffer | null> {
  const file = normalize(join(folder, path));
  if (path === '' || !file.startsWith(folder.endsWith(sep) ? folder : folder + sep)) return null;
  try {
    return await readFile(file);
  } catch {
    return null;
  }
}
