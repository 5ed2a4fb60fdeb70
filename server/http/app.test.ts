import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { measureDesk } from '../desk/health.ts';
import { createMetrics } from '../kit/metrics.ts';
import { useDeskDoor } from '../testing/desk-door.ts';

const webDir = mkdtempSync(path.join(os.tmpdir(), 'pagedesk-web-'));
mkdirSync(path.join(webDir, 'assets'));
writeFileSync(path.join(webDir, 'index.html'), '<title>Pagedesk</title>');
writeFileSync(path.join(webDir, 'icon.svg'), '<svg/>');
writeFileSync(path.join(webDir, 'assets', 'app-1a2b3c.js'), 'export {}');
writeFileSync(path.join(webDir, 'assets', 'app-1a2b3c.js.gz'), gzipSync('export {}'));
afterAll(() => rmSync(webDir, { recursive: true }));

const metrics = createMetrics();
const door = useDeskDoor((desk) => {
  measureDesk(desk, metrics);
  return { webDir, metrics };
});

test('the page is asked for anew each time, its hashed files never', async () => {
  const page = await door.ask('GET', '/');
  expect([page.status, page.headers['cache-control']]).toEqual([200, 'no-cache']);
  expect((await door.ask('GET', '/inbox/mine?x=1')).body).toBe(page.body);
  const script = await door.ask('GET', '/assets/app-1a2b3c.js');
  expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(script.headers['content-type']).toContain('javascript');
  expect((await door.ask('GET', '/icon.svg')).headers['content-type']).toContain('svg');
});

test('a browser that can unpack gets the small twin of a file', async () => {
  const small = await door.ask('GET', '/assets/app-1a2b3c.js', undefined, { 'accept-encoding': 'gzip' });
  expect(small.headers['content-encoding']).toBe('gzip');
  expect(small.headers['vary']).toMatch(/accept-encoding/i);
  expect(small.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(small.headers['content-type']).toContain('javascript');
  const plain = await door.ask('GET', '/assets/app-1a2b3c.js', undefined, { 'accept-encoding': 'identity' });
  expect([plain.headers['content-encoding'], plain.body]).toEqual([undefined, 'export {}']);
});

test('answers tell the desk’s own time, which may be ahead of the machine’s', async () => {
  const { headers } = await door.ask('GET', '/');
  expect(headers['date']).toBe(door.clock.now().toUTCString());
});

test('a file that is not there, and a path that leads out, are 404 in JSON', async () => {
  for (const url of [
    '/assets/gone.js',
    '/nothing.png',
    '/assets/..%2f..%2fetc%2fpasswd',
    '/api/nothing',
    '/webhooks/x',
  ]) {
    const answer = await door.ask('GET', url);
    expect([url, answer.status]).toEqual([url, 404]);
    expect(String(answer.body)).not.toContain('root:');
  }
  expect((await door.ask('GET', '/api/nothing')).body.error.code).toBe('not-found');
});

test('the description of the API is made from the schemas, and names every route', async () => {
  const { status, body } = await door.ask('GET', '/api/openapi.json');
  expect(status).toBe(200);
  const described = Object.entries(body.paths as Record<string, object>).flatMap(([url, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${url}`),
  );
  const known = door.app.knownRoutes
    .filter(
      ({ method, url }) => method !== 'HEAD' && url.startsWith('/api/') && !url.endsWith('openapi.json'),
    )
    .map(({ method, url }) => `${method} ${url.replaceAll(/:(\w+)/g, '{$1}')}`);
  expect(described.toSorted()).toEqual(known.toSorted());
  const list = body.paths['/api/conversations'].get;
  expect(list.parameters.map((one: { name: string }) => one.name)).toContain('view');
  expect(list.responses['200'].content['application/json'].schema.properties).toHaveProperty('nextCursor');
});

test('the probes tell of life, readiness and figures', async () => {
  expect((await door.ask('GET', '/healthz')).body).toEqual({ status: 'ok' });
  const ready = await door.ask('GET', '/readyz');
  expect([ready.status, ready.body.database]).toEqual([200, 'ok']);
  const figures = await door.ask('GET', '/metrics');
  expect(figures.body).toContain('pagedesk_intake_waiting 0');
  const outside = await door.ask('GET', '/metrics', undefined, { 'x-forwarded-for': '203.0.113.5' });
  expect(outside.status).toBe(404);
});
