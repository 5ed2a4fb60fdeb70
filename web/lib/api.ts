import type { z } from 'zod';
import type { problemBody, ProblemCode } from '../../contract/problems.ts';
import { noteServerTime } from './clock.ts';
import { apiPaths } from './paths.ts';

/** What the server said no to, or that it could not be reached at all. */
export class Problem extends Error {
  readonly code: ProblemCode | 'unreachable';
  readonly status: number;
  /** To be told to whoever looks after the server; null when no server answered. */
  readonly requestId: string | null;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(facts: {
    code: ProblemCode | 'unreachable';
    message: string;
    status: number;
    requestId: string | null;
    data?: Record<string, unknown> | undefined;
  }) {
    super(facts.message);
    this.name = 'Problem';
    this.code = facts.code;
    this.status = facts.status;
    this.requestId = facts.requestId;
    this.data = facts.data ?? {};
  }
}

/** Whether an error is a problem with this code. */
export function isProblem(error: unknown, code: Problem['code']): error is Problem {
  return error instanceof Problem && error.code === code;
}

type Call<Schema extends z.ZodType> = {
  /** The shape of the answer: it types the result, and is checked in development only. */
  answer?: Schema;
  /** Sent as JSON, or as a form when it is one. */
  body?: unknown;
  signal?: AbortSignal | undefined;
};

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

let whenSignedOut: () => void = () => {};

/** Runs when the server no longer knows who is asking. One listener: the router. */
export function onSignedOut(listener: () => void): void {
  whenSignedOut = listener;
}

/**
 * One request to the desk's own server.
 * @throws Problem for every answer that is not a success, and when there is none.
 */
export async function request<Schema extends z.ZodType>(
  method: Method,
  path: string,
  call: Call<Schema> = {},
): Promise<z.output<Schema>> {
  const response = await send(method, path, call);
  noteServerTime(response.headers.get('date'));
  const body = await readJson(response);
  if (!response.ok) {
    const problem = toProblem(response, body);
    // A wrong password is no lost session.
    if (problem.code === 'unauthenticated' && path !== apiPaths.session) whenSignedOut();
    throw problem;
  }
  return checked(method, path, call.answer, body);
}

async function send(method: Method, path: string, call: Call<z.ZodType>): Promise<Response> {
  const isForm = call.body instanceof FormData;
  try {
    return await fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        ...(call.body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
      },
      ...(call.body === undefined
        ? {}
        : { body: call.body instanceof FormData ? call.body : JSON.stringify(call.body) }),
      ...(call.signal ? { signal: call.signal } : {}),
      credentials: 'same-origin',
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem({
      code: 'unreachable',
      message: 'The server did not answer.',
      status: 0,
      requestId: null,
    });
  }
}

async function readJson(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

function toProblem(response: Response, body: unknown): Problem {
  if (isProblemBody(body)) {
    return new Problem({ ...body.error, status: response.status });
  }
  // A proxy between desk and server answers in its own words; those are not for the person at the desk.
  return new Problem({
    code: response.status >= 502 ? 'unreachable' : 'internal',
    message: response.status >= 502 ? 'The server did not answer.' : 'The server could not do this.',
    status: response.status,
    requestId: response.headers.get('x-request-id'),
  });
}

function isProblemBody(body: unknown): body is z.output<typeof problemBody> {
  return (
    typeof body === 'object' &&
    body !== null &&
    'error' in body &&
    typeof body.error === 'object' &&
    body.error !== null &&
    'code' in body.error &&
    'message' in body.error
  );
}

/** The one border where the type of an answer is taken on trust in production. */
function checked<Schema extends z.ZodType>(
  method: Method,
  path: string,
  schema: Schema | undefined,
  body: unknown,
): z.output<Schema> {
  if (import.meta.env.DEV && schema) {
    const result = schema.safeParse(body);
    if (!result.success)
      throw new Error(`${method} ${path} does not keep the contract: ${result.error.message}`);
  }
  return body as z.output<Schema>;
}
