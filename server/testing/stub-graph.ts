import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { createGraph, type Graph, type GraphOptions } from '../facebook/graph/client.ts';
import { FakeClock } from '../kit/clock.ts';

/** One call as it arrived. */
export interface SeenCall {
  method: string;
  url: URL;
  headers: IncomingMessage['headers'];
  /** The body as text; of a file upload the whole multipart body. */
  body: string;
}

/** Answers one call; a call that is never answered times out. */
export type StubAnswer = (seen: SeenCall, response: ServerResponse) => void;

/**
 * A Graph API of one test's own on a free port, and a client that calls it: for tests of how single calls go out and
 * how answers are read. For whole journeys there is the sandbox. Gone when the test is finished.
 */
export async function stubGraph(answer: StubAnswer, options: Partial<GraphOptions> = {}) {
  const seen: SeenCall[] = [];
  const sockets = new Set<unknown>();
  const server = createServer(async (request, response) => {
    sockets.add(request.socket);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const call = {
      method: request.method ?? '',
      url: new URL(request.url ?? '', 'http://stub'),
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    };
    seen.push(call);
    answer(call, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const graphUrl = `http://127.0.0.1:${port}`;
  const graph: Graph = createGraph({ graphUrl, version: 'v26.0', clock: new FakeClock(), ...options });
  onTestFinished(async () => {
    server.closeAllConnections();
    await graph.close();
    await new Promise((resolve) => server.close(resolve));
  });
  return { graph, graphUrl, seen, sockets };
}

/** Answers every call with this JSON. */
export function answerJson(value: unknown, status = 200, headers: Record<string, string> = {}): StubAnswer {
  return (_, response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(value));
}

/** Answers every call with an error of Meta's. */
export function answerError(code: number, subcode?: number, status = 400): StubAnswer {
  const error = { message: 'no', type: 'OAuthException', code, error_subcode: subcode, fbtrace_id: 'A1' };
  return answerJson({ error }, status);
}
