import { createServer as createTcpServer } from 'node:net';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { FakeClock } from '../../kit/clock.ts';
import { answerJson, type StubAnswer, stubGraph } from '../../testing/stub-graph.ts';
import { appSecretProof, createGraph, type Graph } from './client.ts';
import { GraphRefused, GraphUnreachable } from './error.ts';
import { readAll } from './paging.ts';

const read = { method: 'GET', path: ['me'], accessToken: 'token-of-the-page' } as const;
const send = {
  method: 'POST',
  path: ['700', 'messages'],
  accessToken: 'token-of-the-page',
  body: { message: { text: 'hi' } },
} as const;

async function failure(graph: Graph, request: Parameters<Graph['call']>[0]): Promise<unknown> {
  return graph.call(request).then(
    () => 'no failure',
    (error: unknown) => error,
  );
}

describe('a call', () => {
  test('goes to the version with the token in a header and the proof in the query', async () => {
    const { graph, seen } = await stubGraph(answerJson({ id: '1' }));
    await graph.call({
      ...read,
      appSecret: 'the-secret',
      query: { fields: 'id,name', limit: 5, after: undefined },
    });
    expect(seen[0]?.url.pathname).toBe('/v26.0/me');
    expect(Object.fromEntries(seen[0]?.url.searchParams ?? [])).toEqual({
      fields: 'id,name',
      limit: '5',
      appsecret_proof: appSecretProof('token-of-the-page', 'the-secret'),
    });
    expect(seen[0]?.headers.authorization).toBe('Bearer token-of-the-page');
    expect(seen[0]?.url.href).not.toContain('token-of-the-page');
  });

  test('posts JSON, and gives back ids above 2^53 whole', async () => {
    const { graph, seen } = await stubGraph(
      (_, response) => void response.end('{"recipient_id":28181025008155419,"message_id":"m_1"}'),
    );
    expect(await graph.call(send)).toEqual({ recipient_id: '28181025008155419', message_id: 'm_1' });
    expect(seen[0]?.headers['content-type']).toBe('application/json');
    expect(seen[0]?.headers['content-length']).toBe(String(seen[0]?.body.length));
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual({ message: { text: 'hi' } });
  });

  test('posts a file as multipart, from memory and from a stream', async () => {
    const { graph, seen } = await stubGraph(answerJson({ attachment_id: '5' }));
    const bytes = Buffer.from('not really a picture');
    for (const source of [bytes, Readable.from([bytes.subarray(0, 4), bytes.subarray(4)])]) {
      const file = {
        field: 'filedata',
        name: 'a "b"\r\n.png',
        mimeType: 'image/png',
        sizeBytes: bytes.length,
        bytes: source,
      };
      await graph.call({ ...send, body: { recipient: { id: '28' }, messaging_type: 'RESPONSE' }, file });
    }
    for (const { headers, body } of seen) {
      const form = await new Response(body, {
        headers: { 'content-type': headers['content-type'] ?? '' },
      }).formData();
      expect(form.get('recipient')).toBe('{"id":"28"}');
      expect(form.get('messaging_type')).toBe('RESPONSE');
      expect(body).toContain('filename="a %22b%22%0D%0A.png"');
      expect(body).toContain('Content-Type: image/png');
      expect(body).toContain('\r\n\r\nnot really a picture\r\n--');
    }
    expect(seen).toHaveLength(2);
  });

  test('an id from outside cannot stray to another path', async () => {
    const { graph, seen } = await stubGraph(answerJson({}));
    await graph.call({ ...read, path: ['28/../me?x=1#y', 'messages'] });
    expect(seen[0]?.url.pathname).toBe('/v26.0/28%2F..%2Fme%3Fx%3D1%23y/messages');
    for (const segment of ['', '.', '..']) {
      await expect(graph.call({ ...read, path: [segment] })).rejects.toThrow(TypeError);
    }
  });

  test('connections are kept and used again', async () => {
    const { graph, sockets } = await stubGraph(answerJson({}));
    for (let i = 0; i < 20; i++) await graph.call(read);
    expect(sockets.size).toBeLessThanOrEqual(2);
  });

  test('the usage headers are learned', async () => {
    const usage = JSON.stringify({ '700': [{ call_count: 100, estimated_time_to_regain_access: 2 }] });
    const clock = new FakeClock();
    const { graph } = await stubGraph(answerJson({}, 200, { 'x-business-use-case-usage': usage }), { clock });
    await graph.call({ ...read, pageId: '700' });
    expect(graph.rateLimit.nextAllowedAt('700', 'text').getTime() - clock.now().getTime()).toBe(120_000);
  });
});

describe('a refusal', () => {
  const refusal = (error: object) => ({
    error: { message: 'no', type: 'OAuthException', code: 100, ...error },
  });

  test('bears what Meta said', async () => {
    const { graph } = await stubGraph(
      answerJson(refusal({ code: 10, error_subcode: 2018278, fbtrace_id: 'AbC' }), 403),
    );
    expect(await failure(graph, send)).toMatchObject({
      name: 'GraphRefused',
      status: 403,
      code: 10,
      subcode: 2018278,
      traceId: 'AbC',
    });
  });

  test('is one also under status 200 and 500', async () => {
    for (const status of [200, 500]) {
      const { graph } = await stubGraph(answerJson(refusal({ code: 2, is_transient: true }), status));
      expect(await failure(graph, send)).toMatchObject({
        name: 'GraphRefused',
        status,
        code: 2,
        isTransient: true,
      });
    }
  });

  test('for rate pauses the page, for as long as Meta says', async () => {
    const clock = new FakeClock();
    const { graph } = await stubGraph(answerJson(refusal({ code: 613 }), 400, { 'retry-after': '45' }), {
      clock,
    });
    expect(await failure(graph, { ...send, pageId: '700' })).toMatchObject({
      code: 613,
      retryAfterSeconds: 45,
    });
    const waitMs = (page: string) =>
      graph.rateLimit.nextAllowedAt(page, 'text').getTime() - clock.now().getTime();
    expect([waitMs('700'), waitMs('701')]).toEqual([45_000, 0]);
  });

  test('never bears a secret, even when Meta quotes it', async () => {
    const tokens = ['token-of-the-page', 'the-secret', 'the-input-token', 'EAAGm0PX4ZCpsBAKZB'];
    const { graph } = await stubGraph(
      answerJson(
        refusal({
          code: 190,
          message: `Malformed access token ${tokens.join(' ')}`,
          error_user_msg: tokens.join(),
        }),
        400,
      ),
    );
    const error = await failure(graph, {
      ...read,
      appSecret: 'the-secret',
      query: { input_token: 'the-input-token' },
    });
    expect(error).toBeInstanceOf(GraphRefused);
    const told = JSON.stringify(error, Object.getOwnPropertyNames(error));
    for (const token of tokens) expect(told).not.toContain(token);
  });

  test('by somebody on the way is one without a code', async () => {
    const page: StubAnswer = (_, response) =>
      void response.writeHead(404, { 'content-type': 'text/html' }).end('<html>');
    const { graph } = await stubGraph(page);
    expect(await failure(graph, send)).toMatchObject({ name: 'GraphRefused', status: 404, code: null });
    const moved = await stubGraph(
      (_, response) => void response.writeHead(302, { location: 'http://example.com' }).end(),
    );
    expect(await failure(moved.graph, send)).toMatchObject({ name: 'GraphRefused', status: 302, code: null });
    const bare = await stubGraph(answerJson({ what: 'ever' }, 400));
    expect(await failure(bare.graph, send)).toMatchObject({ name: 'GraphRefused', status: 400, code: null });
  });
});

describe('no answer', () => {
  test('nobody there: surely not done', async () => {
    const server = createTcpServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    await new Promise((resolve) => server.close(resolve));
    const graph = createGraph({
      graphUrl: `http://127.0.0.1:${port}`,
      version: 'v26.0',
      clock: new FakeClock(),
    });
    expect(await failure(graph, send)).toMatchObject({
      name: 'GraphUnreachable',
      phase: 'before-send',
      reason: 'ECONNREFUSED',
    });
    await graph.close();
  });

  test('no such host: surely not done', async () => {
    const graph = createGraph({ graphUrl: 'http://graph.invalid', version: 'v26.0', clock: new FakeClock() });
    expect(await failure(graph, send)).toMatchObject({ name: 'GraphUnreachable', phase: 'before-send' });
    await graph.close();
  });

  test('a connection that breaks after the call has left: perhaps done', async () => {
    const { graph } = await stubGraph((_, response) => void response.socket?.destroy());
    expect(await failure(graph, send)).toMatchObject({ name: 'GraphUnreachable', phase: 'after-send' });
  });

  test('an answer that breaks off: perhaps done', async () => {
    const { graph } = await stubGraph((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"message_id":');
      setImmediate(() => response.socket?.destroy());
    });
    expect(await failure(graph, send)).toMatchObject({ name: 'GraphUnreachable', phase: 'after-send' });
  });

  test('a time-out: perhaps done (behaviour 54)', async () => {
    const { graph, seen } = await stubGraph(() => {}, { timeoutMs: 1_000 });
    expect(await failure(graph, send)).toMatchObject({
      name: 'GraphUnreachable',
      phase: 'after-send',
      reason: 'timeout',
    });
    expect(seen).toHaveLength(1);
  });

  test('a time-out while waiting for a connection: surely not done', async () => {
    let release = () => {};
    const { graph, seen } = await stubGraph(
      (call, response) => {
        if (call.method === 'GET') answerJson({})(call, response);
        else release = () => answerJson({})(call, response);
      },
      { connections: 1 },
    );
    const first = graph.call(send);
    await expect.poll(() => seen.length).toBe(1);
    const second = failure(graph, { ...send, timeoutMs: 50 });
    expect(await second).toMatchObject({ name: 'GraphUnreachable', phase: 'before-send', reason: 'timeout' });
    release();
    await first;
    await graph.call(read);
    expect(seen.map(({ method }) => method)).toEqual(['POST', 'GET']);
  });

  test("a gateway's page under 502, and any answer that is no JSON, is no answer (behaviour 53)", async () => {
    const page: StubAnswer = (_, response) =>
      void response.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad gateway');
    expect(await failure((await stubGraph(page)).graph, send)).toMatchObject({
      name: 'GraphUnreachable',
      phase: 'after-send',
      reason: 'not-json',
      status: 502,
    });
    const garbage: StubAnswer = (_, response) => void response.end('OK');
    expect(await failure((await stubGraph(garbage)).graph, send)).toMatchObject({
      phase: 'after-send',
      reason: 'not-json',
      status: 200,
    });
    expect(await failure((await stubGraph(answerJson({}, 503))).graph, send)).toMatchObject({
      phase: 'after-send',
      status: 503,
    });
  });

  test('an answer without end is not read to its end', async () => {
    const { graph } = await stubGraph((_, response) => {
      const chunk = Buffer.alloc(1024 * 1024, ' ');
      response.writeHead(200);
      const pour = () => void (!response.destroyed && response.write(chunk, () => setImmediate(pour)));
      pour();
    });
    expect(await failure(graph, read)).toBeInstanceOf(GraphUnreachable);
  });
});

describe('readAll', () => {
  async function items(pages: object[]): Promise<unknown[]> {
    const { graph, seen } = await stubGraph(({ url }, response) => {
      const page = pages[Number(url.searchParams.get('after') ?? 0)];
      response.end(JSON.stringify(page ?? { error: { code: 100 } }));
    });
    const found: unknown[] = [];
    for await (const item of readAll(graph, { ...read, path: ['me', 'accounts'], query: { limit: 2 } }))
      found.push(item);
    for (const { url } of seen) expect(url.searchParams.get('limit')).toBe('2');
    return found;
  }
  const page = (data: unknown[], after: string, hasNext: boolean) => ({
    data,
    paging: {
      cursors: { before: 'x', after },
      ...(hasNext ? { next: `https://graph.example/?access_token=secret&after=${after}` } : {}),
    },
  });

  test('reads page after page, also past an empty one, until there is no next', async () => {
    expect(await items([page([1, 2], '1', true), page([], '2', true), page([3], '3', false)])).toEqual([
      1, 2, 3,
    ]);
  });

  test('takes the cursor from the address of the next page where it stands nowhere else', async () => {
    expect(
      await items([{ data: [1], paging: { next: 'https://graph.example/?after=1' } }, { data: [2] }]),
    ).toEqual([1, 2]);
  });

  test('a list without an end that gives the same cursor again is left', async () => {
    expect(await items([page([1], '1', true), page([2], '1', true)])).toEqual([1, 2]);
  });

  test('what is no list is empty', async () => {
    expect(await items([{ data: { not: 'a list' } }])).toEqual([]);
  });

  test('asks for no more pages than are read', async () => {
    const { graph, seen } = await stubGraph(answerJson(page([1, 2], '1', true)));
    for await (const item of readAll(graph, read)) if (item === 1) break;
    expect(seen).toHaveLength(1);
  });
});
