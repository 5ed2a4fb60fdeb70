import type { Simulation } from '../simulation.ts';
import { encodeBody } from '../webhooks/encode.ts';
import { dispatch } from './dispatch.ts';
import type { GraphRequest } from './graph-call.ts';
import { envelopeOf, GraphError, invalidParameter } from './graph-error.ts';
import { readGraphRequest } from './read-request.ts';

const mostCalls = 50;

/** `POST /` with `batch`: each call runs in turn, and fails or not for itself. */
export async function runBatch(
  simulation: Simulation,
  request: GraphRequest,
): Promise<{ body: unknown; afterwards: (() => void)[] }> {
  const calls = request.params.list('batch') ?? [];
  if (calls.length === 0) throw invalidParameter('Param batch must be a non-empty array.');
  if (calls.length > mostCalls)
    throw invalidParameter(`Too many requests in batch message. Maximum batch size is ${mostCalls}`);
  const withHeaders = request.params.text('include_headers') !== 'false';
  const afterwards: (() => void)[] = [];
  const answers: unknown[] = [];
  for (const item of calls)
    answers.push(await runOne(simulation, request, asObject(item), withHeaders, afterwards));
  return { body: answers, afterwards };
}

async function runOne(
  simulation: Simulation,
  outer: GraphRequest,
  item: Record<string, unknown>,
  withHeaders: boolean,
  afterwards: (() => void)[],
): Promise<unknown> {
  const headers = [{ name: 'Content-Type', value: 'text/javascript; charset=UTF-8' }];
  const answer = (code: number, body: unknown) => ({
    code,
    ...(withHeaders && { headers }),
    body: encodeBody(body),
  });
  try {
    const inner = innerRequest(outer, item);
    const done = await dispatch(simulation, inner, { who: '', kind: '' });
    afterwards.push(...done.afterwards);
    return answer(200, done.body);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return answer(error.status, envelopeOf(error, simulation.mint.word(11)));
  }
}

function innerRequest(outer: GraphRequest, item: Record<string, unknown>): GraphRequest {
  const relativeUrl = new URL(String(item['relative_url'] ?? ''), 'http://batch/');
  const body = typeof item['body'] === 'object' ? JSON.stringify(item['body']) : String(item['body'] ?? '');
  const inner = readGraphRequest({
    method: String(item['method'] ?? 'GET').toUpperCase(),
    path: relativeUrl.pathname,
    query: relativeUrl.searchParams,
    headers: {},
    body: Buffer.from(body),
  });
  return { ...inner, accessToken: inner.accessToken ?? outer.accessToken };
}

function asObject(item: unknown): Record<string, unknown> {
  if (typeof item === 'object' && item !== null) return { ...item };
  throw invalidParameter('Each element of batch must be an object.');
}
