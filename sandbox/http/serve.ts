import type { IncomingMessage, ServerResponse } from 'node:http';
import { serveControl } from '../control/serve-control.ts';
import { serveGraph } from '../graph/serve-graph.ts';
import { serveLogin } from '../login/serve-login.ts';
import type { Simulation } from '../simulation.ts';
import { BodyTooLarge, readBody } from './read-body.ts';
import { serveCdn } from './serve-cdn.ts';
import { serveScreens } from './serve-screens.ts';

/** Leads each request to its door: control API, CDN, screens, login dialog; everything else is the Graph API. */
export async function serve(
  simulation: Simulation,
  screens: string | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await lead(simulation, screens, request, response);
  } catch (error) {
    // Who hung up needs no answer.
    if (request.socket.destroyed) return;
    const status = error instanceof BodyTooLarge ? 413 : 500;
    const message = error instanceof Error ? error.message : 'unknown';
    if (response.headersSent) response.destroy();
    else {
      response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
      response.end(
        JSON.stringify({ error: { message: `The sandbox failed: ${message}`, type: 'Sandbox', code: 1 } }),
      );
    }
    if (status === 500) process.stderr.write(`sandbox: ${error instanceof Error ? error.stack : message}\n`);
  }
}

async function lead(
  simulation: Simulation,
  screens: string | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://sandbox');
  const path = url.pathname;
  const method = request.method ?? 'GET';
  if (path.startsWith('/_sim/')) return serveControl(simulation, request, response, url);
  if (path.startsWith('/_cdn/')) return serveCdn(simulation, request, response, url);
  if (path === '/_screen' || path.startsWith('/_screen/')) return serveScreens(screens, path, response);
  if (path === '/favicon.ico') return void response.writeHead(204).end();
  if (path === '/' && method === 'GET' && url.search === '') {
    response.writeHead(302, { location: '/_screen/' }).end();
    return;
  }
  const body = await readBody(request);
  if (/^(\/v\d+\.\d+)?\/dialog\/oauth$/.test(path))
    return serveLogin(simulation, method, url, body, response);
  return serveGraph(
    simulation,
    { method, path, query: url.searchParams, headers: request.headers, body },
    response,
  );
}
