import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../http/read-body.ts';
import { Refusal } from '../people/refusal.ts';
import type { Simulation } from '../simulation.ts';
import { streamLive } from './live-stream.ts';
import type { ControlCall } from './router.ts';
import { switchRoutes } from './switch-routes.ts';
import { keepUploadedFile, threadRoutes } from './thread-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';
import { worldRoutes } from './world-routes.ts';

const routes = [...worldRoutes, ...threadRoutes, ...webhookRoutes, ...switchRoutes];

const anyOrigin = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, PATCH, DELETE',
  'access-control-allow-headers': 'content-type',
  'cache-control': 'no-store',
};

/** The control API: who drives the sandbox, by hand or by script, comes through here. */
export async function serveControl(
  simulation: Simulation,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const method = request.method ?? 'GET';
  if (method === 'OPTIONS') return void response.writeHead(204, anyOrigin).end();
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
  response.writeHead(status, { ...anyOrigin, 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}
