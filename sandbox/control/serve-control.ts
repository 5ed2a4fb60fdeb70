import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../http/read-body.ts';
import { Refusal } from '../people/refusal.ts';
import type { Simulation } from '../simulation.ts';
import { streamLive } from './live-stream.ts';
import type { ControlCall } from './router.ts';
import { switchRoutes } from './switch-routes.ts';
import { keepUploadedFile, threadRoutes } from './thread-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';
import { wallRoutes } from './wall-routes.ts';
import { worldRoutes } from './world-routes.ts';

const routes = [...worldRoutes, ...threadRoutes, ...wallRoutes, ...webhookRoutes, ...switchRoutes];

/** The control API: who drives the sandbox, by hand or by script, comes through here. */
export async function serveControl(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const method = request.method ?? 'GET';
  response.setHeader('cache-control', 'no-store');
  const { origin } = request.headers;
  if (origin !== undefined) {
    if (!isOwn(origin, request.headers.host)) {
      return answer(response, 403, { error: { message: `Pages of ${origin} may not drive the sandbox.` } });
    }
    allow(response, origin);
    if (method === 'OPTIONS') return void response.writeHead(204).end();
  }
  if (method === 'GET' && url.pathname === '/_sim/live') return streamLive(simulation, response);
  try {
    const bytes = await readBody(request);
    const call: ControlCall = { simulation, path: {}, query: url.searchParams, body: undefined };
    if (method === 'POST' && url.pathname === '/_sim/files') {
      return answer(response, 200, keepUploadedFile(call, bytes, mimeTypeOf(request)));
    }
    answer(response, 200, await run(call, method, url.pathname, bytes));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    answer(response, error.status, { error: { message: error.message } });
  }
}

async function run(call: ControlCall, method: string, path: string, bytes: Buffer): Promise<unknown> {
  for (const route of routes) {
    const found = route.method === method ? route.pattern.exec(path) : null;
    if (!found) continue;
    call.path = Object.fromEntries(
      route.names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')]),
    );
    call.body = bytes.byteLength === 0 ? undefined : parse(bytes);
    return route.run(call);
  }
  throw new Refusal(404, `The control API has no ${method} ${path}.`);
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Refusal(400, 'The body is not JSON.');
  }
}

function mimeTypeOf(request: IncomingMessage): string {
  return request.headers['content-type']?.split(';')[0] ?? 'application/octet-stream';
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

/** Any page in the browser can post to loopback; only those of this machine, and the sandbox's own, are obeyed. */
function isOwn(origin: string, host: string | undefined): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  return url.host === host || ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
}

function allow(response: ServerResponse, origin: string): void {
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-methods', 'GET, POST, PATCH, DELETE');
  response.setHeader('access-control-allow-headers', 'content-type');
  response.setHeader('vary', 'origin');
}
