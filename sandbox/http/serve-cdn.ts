import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Simulation } from '../simulation.ts';
import { pictureOf } from '../world/pictures.ts';

/** Serves attachments and pictures behind signed links, as Facebook's CDN does: a stale link is a 403 in plain text. */
export function serveCdn(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): void {
  const fault = simulation.links.check(url.pathname, url.searchParams);
  if (fault) {
    const text = fault === 'expired' ? 'URL signature expired' : 'URL signature mismatch';
    response.writeHead(403, { 'content-type': 'text/plain' }).end(text);
    return;
  }
  const file = fileOf(simulation, url.pathname);
  if (!file) response.writeHead(404, { 'content-type': 'text/plain' }).end('Bad URL');
  else sendBytes(request, response, file);
}

function fileOf(simulation: Simulation, path: string): { mimeType: string; bytes: Buffer } | undefined {
  const [, , kind = '', name = ''] = path.split('/');
  if (kind === 'f') return simulation.world.files.get(name);
  const id = name.replace(/\.png$/, '');
  if (kind === 'person' || kind === 'page') {
    const { people, pages } = simulation.world;
    const owner = kind === 'person' ? people.get(id) : pages.get(id);
    return owner && { mimeType: 'image/png', bytes: pictureOf(kind, owner.name) };
  }
  return kind === 'sticker' ? { mimeType: 'image/png', bytes: pictureOf('sticker', id) } : undefined;
}

/** Whole, or the part that a player asks for. */
function sendBytes(
  request: IncomingMessage,
  response: ServerResponse,
  file: { mimeType: string; bytes: Buffer },
): void {
  const headers = {
    'content-type': file.mimeType,
    'accept-ranges': 'bytes',
    'cache-control': 'max-age=1209600, no-transform',
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
    // Whatever a person uploaded must not run as a page of the sandbox.
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  };
  const size = file.bytes.byteLength;
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  if (!range) {
    response.writeHead(200, { ...headers, 'content-length': size }).end(file.bytes);
    return;
  }
  const start = Number(range[1]);
  const end = Math.min(range[2] ? Number(range[2]) : size - 1, size - 1);
  if (start > end) response.writeHead(416, { 'content-range': `bytes */${size}` }).end();
  else {
    const part = file.bytes.subarray(start, end + 1);
    const about = { 'content-range': `bytes ${start}-${end}/${size}`, 'content-length': part.byteLength };
    response.writeHead(206, { ...headers, ...about }).end(part);
  }
}
