import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createOutgoing } from './outgoing.ts';

async function listening(answer: (send: (status: number, to?: string) => void) => void) {
  const server: Server = createServer((request, response) => {
    request.resume();
    answer((status, to) => response.writeHead(status, to ? { location: to } : {}).end('ok'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const post = async (options: Parameters<typeof createOutgoing>[0], url: string) => {
  const outgoing = createOutgoing(options);
  onTestFinished(() => outgoing.close());
  return outgoing.post(url, '{}', { 'content-type': 'application/json' });
};

test('what a server answers is told by its status; where it leads is not followed', async () => {
  expect(await post({ allowsPrivate: true }, await listening((send) => send(204)))).toEqual({
    answered: true,
    status: 204,
  });
  const away = await listening((send) => send(302, 'http://127.0.0.1:1/'));
  expect(await post({ allowsPrivate: true }, away)).toEqual({ answered: true, status: 302 });
});

test('what a server answers to a question is read whole, and not at all when it is longer than anything asked for', async () => {
  const get = async (url: string) => {
    const outgoing = createOutgoing({ allowsPrivate: true });
    onTestFinished(() => outgoing.close());
    return outgoing.get(url, { accept: 'application/json' });
  };
  expect(await get(await listening((send) => send(200)))).toEqual({
    answered: true,
    status: 200,
    body: 'ok',
  });
  const server = createServer((_request, response) => response.end('x'.repeat(70_000)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  expect(await get(`http://127.0.0.1:${port}/`)).toEqual({ answered: true, status: 200, body: '' });
  const outgoing = createOutgoing({ allowsPrivate: false });
  onTestFinished(() => outgoing.close());
  expect(await outgoing.get('http://127.0.0.1/', {})).toMatchObject({ answered: false, isForGood: true });
});

test('who does not answer in time has not answered', async () => {
  const silent = await listening(() => {});
  expect(await post({ allowsPrivate: true, timeoutMs: 150 }, silent)).toMatchObject({
    answered: false,
    isForGood: false,
  });
});

test('an address in a private network is refused, written out or behind a name', async () => {
  const asked: string[] = [];
  const url = await listening((send) => {
    asked.push('asked');
    send(200);
  });
  const refused = { answered: false, isForGood: true };
  expect(await post({ allowsPrivate: false }, url)).toMatchObject(refused);
  const lookup = (_host: string, _options: object, done: (e: null, all: object[]) => void) =>
    done(null, [{ address: '127.0.0.1', family: 4 }]);
  const named = url.replace('127.0.0.1', 'inside.test');
  expect(await post({ allowsPrivate: false, lookup: lookup as never }, named)).toMatchObject(refused);
  expect(asked).toEqual([]);
});

test('nobody there is no answer, and may be better later', async () => {
  expect(await post({ allowsPrivate: true }, 'http://127.0.0.1:1/')).toMatchObject({
    answered: false,
    isForGood: false,
  });
});
