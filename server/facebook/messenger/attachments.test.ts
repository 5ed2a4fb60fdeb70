import { createServer, type ServerResponse } from 'node:http';
import type { LookupFunction } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type AttachmentSourceOptions, AttachmentTooLarge, createAttachmentSource } from './attachments.ts';
import { isPrivateAddress } from '../../kit/public-address.ts';

async function sourceWith(
  answers: Record<string, (response: ServerResponse) => void>,
  options: Partial<AttachmentSourceOptions> = {},
) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const answer = answers[(request.url ?? '').split('?')[0] ?? ''];
    if (answer === undefined) response.writeHead(404).end();
    else answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
  const source = createAttachmentSource({ graphUrl: origin, ...options });
  onTestFinished(async () => {
    await source.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { source, origin, asked };
}

const file =
  (bytes: string, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(200, headers).end(bytes);

const resolvesTo =
  (...addresses: string[]): LookupFunction =>
  (_hostname, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

describe('download', () => {
  test('gives the bytes with what the server says of them', async () => {
    const { source, origin } = await sourceWith({
      '/a.png': file('picture', { 'content-type': 'Image/PNG; x=1', 'content-length': '7' }),
    });
    const download = await source.download(`${origin}/a.png?oh=1&oe=2`);
    expect(download).toMatchObject({ ok: true, mimeType: 'image/png', sizeBytes: 7 });
    if (download.ok) expect((await buffer(download.bytes)).toString()).toBe('picture');
  });

  test('a file whose time is over, or that is gone, is told as expired', async () => {
    for (const status of [403, 404, 410]) {
      const { source, origin } = await sourceWith({
        '/a': (response) => void response.writeHead(status).end('URL signature expired'),
      });
      expect(await source.download(`${origin}/a`)).toEqual({ ok: false, reason: 'expired' });
    }
  });

  test('a fault of the far side may pass', async () => {
    const { source, origin } = await sourceWith({
      '/500': (response) => void response.writeHead(503).end(),
      '/cut': (response) => void response.socket?.destroy(),
    });
    expect(await source.download(`${origin}/500`)).toEqual({
      ok: false,
      reason: 'unreachable',
      detail: 'HTTP 503',
    });
    expect(await source.download(`${origin}/cut`)).toMatchObject({ ok: false, reason: 'unreachable' });
  });

  test('no other host is asked, whatever the address', async () => {
    const { source, origin, asked } = await sourceWith({}, { lookup: resolvesTo('93.184.216.34') });
    const port = new URL(origin).port;
    for (const url of [
      'https://example.com/a.png',
      'http://scontent.fbcdn.net/a.png',
      'https://scontent.fbcdn.net:8443/a.png',
      'https://fbcdn.net.example.com/a.png',
      'https://evilfbcdn.net/a.png',
      'https://user:pass@scontent.fbcdn.net/a.png',
      `http://localhost:${port}/a.png`,
      'http://127.0.0.1:1/a.png',
      'https://169.254.169.254/latest/meta-data',
      'file:///etc/passwd',
      'data:text/plain,x',
      '',
      'not an address',
    ]) {
      expect(await source.download(url), url).toEqual({ ok: false, reason: 'refused-host' });
    }
    expect(asked).toEqual([]);
  });

  test("a host of Meta's that resolves to private addresses alone is refused", async () => {
    const { source } = await sourceWith({}, { lookup: resolvesTo('10.0.0.5', '::1', 'fd00::1') });
    expect(await source.download('https://scontent.xx.fbcdn.net/a.png')).toEqual({
      ok: false,
      reason: 'refused-host',
    });
  });

  test("a host of Meta's that does not resolve may be there later", async () => {
    const lookup: LookupFunction = (_hostname, _options, callback) =>
      callback(Object.assign(new Error('none'), { code: 'ENOTFOUND' }), '', 4);
    const { source } = await sourceWith({}, { lookup });
    expect(await source.download('https://scontent.xx.fbcdn.net/a.png')).toEqual({
      ok: false,
      reason: 'unreachable',
      detail: 'ENOTFOUND',
    });
  });

  test('each redirect is checked like the first address', async () => {
    const to = (location: string) => (response: ServerResponse) =>
      void response.writeHead(302, { location }).end();
    const { source, origin, asked } = await sourceWith({
      '/here': to('/there'),
      '/there': file('moved'),
      '/away': to('https://example.com/a.png'),
      '/private': to('http://169.254.169.254/latest/meta-data'),
      '/nowhere': to('http://'),
      '/round': to('/round'),
    });
    const found = await source.download(`${origin}/here`);
    if (found.ok) expect((await buffer(found.bytes)).toString()).toBe('moved');
    expect(found.ok).toBe(true);
    for (const path of ['/away', '/private', '/nowhere', '/round']) {
      expect(await source.download(`${origin}${path}`), path).toEqual({ ok: false, reason: 'refused-host' });
    }
    expect(asked.filter((path) => path === '/round')).toHaveLength(6);
  });

  test('a file over the limit is not fetched; one that hides its size breaks off', async () => {
    const { source, origin } = await sourceWith(
      {
        '/told': file('x'.repeat(11), { 'content-length': '11' }),
        '/hidden': (response) => void (response.write('x'.repeat(6)), response.end('x'.repeat(5))),
        '/fits': file('x'.repeat(10)),
      },
      { maxBytes: 10 },
    );
    expect(await source.download(`${origin}/told`)).toEqual({ ok: false, reason: 'too-large' });
    const hidden = await source.download(`${origin}/hidden`);
    expect(hidden).toMatchObject({ ok: true, sizeBytes: null });
    if (hidden.ok) await expect(buffer(hidden.bytes)).rejects.toThrow(AttachmentTooLarge);
    const fits = await source.download(`${origin}/fits`);
    if (fits.ok) expect(await buffer(fits.bytes)).toHaveLength(10);
  });

  test('a file that breaks off or never ends fails while it is read', async () => {
    const { source, origin } = await sourceWith(
      {
        '/cut': (response) => {
          response.writeHead(200, { 'content-length': '100' }).write('half');
          setImmediate(() => response.socket?.destroy());
        },
        '/slow': (response) => void response.writeHead(200, { 'content-length': '100' }).write('half'),
      },
      { timeoutMs: 100 },
    );
    for (const path of ['/cut', '/slow']) {
      const download = await source.download(`${origin}${path}`);
      if (download.ok) await expect(buffer(download.bytes), path).rejects.toThrow();
      else expect(download.reason).toBe('unreachable');
    }
  });

  test('a server that does not answer is unreachable', async () => {
    const { source, origin } = await sourceWith({ '/silent': () => {} }, { timeoutMs: 60 });
    expect(await source.download(`${origin}/silent`)).toMatchObject({ ok: false, reason: 'unreachable' });
  });
});

test.each([
  ['127.0.0.1', true],
  ['10.1.2.3', true],
  ['172.31.255.255', true],
  ['172.32.0.1', false],
  ['192.168.1.1', true],
  ['169.254.169.254', true],
  ['100.64.0.1', true],
  ['0.0.0.0', true],
  ['255.255.255.255', true],
  ['31.13.64.35', false],
  ['::1', true],
  ['::', true],
  ['fe80::1', true],
  ['fd12::1', true],
  ['::ffff:10.0.0.1', true],
  ['::ffff:31.13.64.35', false],
  ['2a03:2880::1', false],
  ['no address', true],
])('%s is private: %s', (address, isPrivate) => {
  expect(isPrivateAddress(address)).toBe(isPrivate);
});
