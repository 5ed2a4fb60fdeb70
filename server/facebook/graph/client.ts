import { createHmac, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { Agent, type Dispatcher } from 'undici';
import type { Clock } from '../../kit/clock.ts';
import { type JsonObject, type JsonValue, parseJson } from '../json.ts';
import { classifyGraphError } from './classify-graph-error.ts';
import { GraphRefused, GraphUnreachable, readRefusal } from './error.ts';
import { type AnswerHeaders, createRateLimit, type RateLimit, readRetryAfterSeconds } from './rate-limit.ts';

/** Where the Graph API is, and how patient we are. */
export interface GraphOptions {
  /** Root of the Graph API, e.g. `https://graph.facebook.com`; the sandbox's in a demo. */
  graphUrl: string;
  /** e.g. `v26.0`; goes in front of every path. */
  version: string;
  clock: Clock;
  /** From the start of a call to the last byte of its answer. 20 s unless said otherwise. */
  timeoutMs?: number;
  /** Connections held open to Meta at a time. 256 unless said otherwise. */
  connections?: number;
}

/** With what a page's calls are made. */
export interface PageAccess {
  pageId: string;
  /** The page's own token. A secret. */
  accessToken: string;
  /** Null where the proof is not to be sent. A secret. */
  appSecret: string | null;
}

/** A file that goes along with a call. */
export interface GraphFile {
  /** The multipart field: `filedata` for messages, `source` for comments. */
  field: string;
  name: string;
  mimeType: string;
  sizeBytes: number;
  bytes: Uint8Array | Readable;
}

/** One call. */
export interface GraphRequest {
  method: 'GET' | 'POST' | 'DELETE';
  /** Segments below the version, e.g. `[pageId, 'messages']`; each is encoded, so ids from outside cannot stray. */
  path: readonly string[];
  /** The page's token for what is the page's, `APPID|APPSECRET` for what is the app's; null for the login's exchanges. */
  accessToken: string | null;
  /** When given, `appsecret_proof` goes along. */
  appSecret?: string | null;
  /** Values that are undefined stay away. */
  query?: Record<string, string | number | boolean | undefined>;
  /** Sent as JSON; as multipart fields (objects as JSON) when a file goes along. */
  body?: JsonObject;
  file?: GraphFile;
  /** The page whose limits the answer speaks of; null or absent for calls of no page. */
  pageId?: string | null;
  /** Instead of the client's own. */
  timeoutMs?: number;
}

/** The one way to the Graph API. Connections are kept open and shared by all pages. */
export interface Graph {
  readonly graphUrl: string;
  /** Learned from every answer; asked by whoever paces sends. */
  readonly rateLimit: RateLimit;
  /**
   * Does one call, once. Never repeats by itself: only the caller knows whether that is safe.
   *
   * @returns Meta's answer as `parseJson` reads it.
   * @throws GraphRefused when Meta answered no.
   * @throws GraphUnreachable when there is no answer; `phase` tells whether it may have been done.
   */
  call(request: GraphRequest): Promise<JsonValue>;
  /** Waits for the calls under way and closes the connections. */
  close(): Promise<void>;
}

const TIMEOUT_MS = 20_000;
const CONNECT_TIMEOUT_MS = 5_000;
// More than the worker has places (`server/jobs`): a page whose answers are slow must not hold up another's calls.
const CONNECTIONS = 256;
// The largest answer that we ask for (100 conversations with their messages) stays below 1 MB.
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

/** Makes the client of one Graph API. Nothing is connected before the first call. */
export function createGraph(options: GraphOptions): Graph {
  const root = new URL(options.graphUrl);
  const prefix = `${root.pathname.replace(/\/+$/, '')}/${options.version}`;
  const rateLimit = createRateLimit(options.clock);
  const agent = new Agent({
    connections: options.connections ?? CONNECTIONS,
    pipelining: 1,
    connect: { timeout: CONNECT_TIMEOUT_MS },
    maxResponseSize: MAX_ANSWER_BYTES,
  });

  async function call(request: GraphRequest): Promise<JsonValue> {
    const timeoutMs = request.timeoutMs ?? options.timeoutMs ?? TIMEOUT_MS;
    const path = `${prefix}${pathOf(request)}`;
    const answer = await exchange(
      agent,
      { origin: root.origin, path, method: request.method },
      request,
      timeoutMs,
    );
    const pageId = request.pageId ?? null;
    rateLimit.learn(answer.headers, pageId);
    try {
      return read(answer, request);
    } catch (error) {
      if (error instanceof GraphRefused) pauseAfter(error, pageId, rateLimit);
      throw error;
    }
  }

  return { graphUrl: options.graphUrl, rateLimit, call, close: () => agent.close() };
}

/** To call on while limited prolongs Meta's block. */
function pauseAfter(refusal: GraphRefused, pageId: string | null, rateLimit: RateLimit): void {
  const { kind, scope, retry, retryAfterSeconds } = classifyGraphError(refusal);
  if (kind !== 'rate' || retry === 'never' || retryAfterSeconds === undefined) return;
  rateLimit.pause(scope === 'app' ? null : pageId, retryAfterSeconds);
}

/**
 * The proof that a call comes from the app's own server: hex HMAC-SHA256 of the token with the app secret as key.
 *
 * Source: Meta, "Securing Graph API calls", read 2026-11-20.
 */
export function appSecretProof(accessToken: string, appSecret: string): string {
  return createHmac('sha256', appSecret).update(accessToken).digest('hex');
}

function pathOf({ path, query, accessToken, appSecret }: GraphRequest): string {
  const bad = path.find((segment) => segment === '' || segment === '.' || segment === '..');
  if (bad !== undefined) throw new TypeError('A path segment of a Graph call is empty or a dot.');
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) search.set(name, String(value));
  }
  if (accessToken !== null && appSecret)
    search.set('appsecret_proof', appSecretProof(accessToken, appSecret));
  const way = path.map((segment) => `/${encodeURIComponent(segment)}`).join('');
  return search.size === 0 ? way : `${way}?${search}`;
}

function headersOf({ accessToken }: GraphRequest, body: CallBody | null): Record<string, string> {
  return {
    accept: 'application/json',
    // Not in the query: addresses end up in logs of proxies.
    ...(accessToken === null ? {} : { authorization: `Bearer ${accessToken}` }),
    ...(body === null ? {} : { 'content-type': body.contentType, 'content-length': String(body.sizeBytes) }),
  };
}

interface CallBody {
  contentType: string;
  sizeBytes: number;
  chunks: () => AsyncGenerator<Uint8Array>;
}

function bodyOf({ body, file }: GraphRequest): CallBody | null {
  if (file !== undefined) return multipartBody(body ?? {}, file);
  if (body === undefined) return null;
  const json = Buffer.from(JSON.stringify(body));
  return {
    contentType: 'application/json',
    sizeBytes: json.length,
    async *chunks() {
      yield json;
    },
  };
}

function multipartBody(fields: JsonObject, file: GraphFile): CallBody {
  const boundary = `----pagedesk-${randomUUID()}`;
  const parts = Object.entries(fields).map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(name)}"\r\n\r\n${text}\r\n`;
  });
  const disposition = `form-data; name="${quoted(file.field)}"; filename="${quoted(file.name)}"`;
  const head = Buffer.from(
    `${parts.join('')}--${boundary}\r\nContent-Disposition: ${disposition}\r\nContent-Type: ${file.mimeType.replace(/[\r\n]/g, '')}\r\n\r\n`,
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    sizeBytes: head.length + file.sizeBytes + tail.length,
    async *chunks() {
      yield head;
      if (file.bytes instanceof Uint8Array) yield file.bytes;
      else for await (const chunk of file.bytes) yield Buffer.from(chunk);
      yield tail;
    },
  };
}

/** As browsers escape names in multipart headers (WHATWG HTML, "multipart/form-data encoding algorithm"). */
function quoted(name: string): string {
  return name.replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/"/g, '%22');
}

interface Answer {
  status: number;
  headers: AnswerHeaders;
  text: string;
}

type Target = Required<Pick<Dispatcher.RequestOptions, 'path' | 'method'>> & { origin: string };

async function exchange(
  agent: Agent,
  target: Target,
  request: GraphRequest,
  timeoutMs: number,
): Promise<Answer> {
  const body = bodyOf(request);
  const deadline = new AbortController();
  let hasLeft = false;
  // undici reads a body when a connection is free for it, and sends nothing of a call that is already aborted.
  async function* chunksOf({ chunks }: CallBody) {
    hasLeft = !deadline.signal.aborted;
    yield* chunks();
  }
  const timer = setTimeout(() => deadline.abort(), timeoutMs);
  const timeOut = new Promise<never>((_, reject) => {
    deadline.signal.addEventListener('abort', () => reject(new DOMException('Too long.', 'TimeoutError')));
  });
  const sent = agent.request({
    ...target,
    headers: headersOf(request, body),
    body: body === null ? null : Readable.from(chunksOf(body), { objectMode: false }),
    signal: deadline.signal,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const answered = sent.then(async ({ statusCode, headers, body: answer }) => ({
    status: statusCode,
    headers,
    text: await answer.text(),
  }));
  try {
    // A call that waits for a connection does not notice its abort: so the time-out is raced.
    return await Promise.race([answered, timeOut]);
  } catch (error) {
    throw unreachable(error, body === null || hasLeft);
  } finally {
    clearTimeout(timer);
    if (request.file?.bytes instanceof Readable) request.file.bytes.destroy();
  }
}

// Failures before a connection stands: nothing has left.
const NOT_CONNECTED: ReadonlySet<string> = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CLOSED',
  'UND_ERR_DESTROYED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

function unreachable(error: unknown, hasLeft: boolean): GraphUnreachable {
  const reason = reasonOf(error);
  const isUnsent = NOT_CONNECTED.has(reason) || !hasLeft;
  return new GraphUnreachable({ phase: isUnsent ? 'before-send' : 'after-send', reason });
}

function reasonOf(error: unknown): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'timeout';
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error ? error.name : 'unknown';
}

function read({ status, headers, text }: Answer, request: GraphRequest): JsonValue {
  const retryAfterSeconds = readRetryAfterSeconds(headers);
  const isRefused = status >= 300 && status < 500;
  let body: JsonValue;
  try {
    body = parseJson(text);
  } catch {
    // A gateway's page: below 500 somebody on the way said no; else nobody knows how far the call came.
    if (isRefused) throw bareRefusal(status, retryAfterSeconds);
    throw new GraphUnreachable({ phase: 'after-send', reason: 'not-json', status });
  }
  const refusal = readRefusal(body, status, retryAfterSeconds, (words) => blankSecrets(words, request));
  if (refusal !== null) throw refusal;
  if (isRefused) throw bareRefusal(status, retryAfterSeconds);
  if (status >= 500)
    throw new GraphUnreachable({ phase: 'after-send', reason: 'no-error-in-answer', status });
  return body;
}

function bareRefusal(status: number, retryAfterSeconds: number | null): GraphRefused {
  return new GraphRefused({
    status,
    code: null,
    subcode: null,
    type: null,
    metaMessage: null,
    userTitle: null,
    userMessage: null,
    traceId: null,
    isTransient: status === 429,
    retryAfterSeconds,
  });
}

const SECRET_PARAMETERS = [
  'input_token',
  'client_secret',
  'fb_exchange_token',
  'code',
  'verify_token',
] as const;

/** Meta quotes malformed tokens in its errors. */
function blankSecrets(words: string, { accessToken, appSecret, query, body }: GraphRequest): string {
  const parameters = SECRET_PARAMETERS.flatMap((name) => [query?.[name], body?.[name]]);
  const secrets = [accessToken, appSecret, ...parameters].filter((secret) => typeof secret === 'string');
  const blanked = secrets.reduce(
    (text, secret) => (secret.length < 4 ? text : text.replaceAll(secret, '[hidden]')),
    words,
  );
  return blanked.replace(/\bEAA[A-Za-z0-9]{10,}/g, '[hidden]');
}
