import type { ServerResponse } from 'node:http';
import type { CallRecord } from '../log/call-record.ts';
import { summaryOfCall } from '../log/call-record.ts';
import type { Simulation } from '../simulation.ts';
import { encodeBody } from '../webhooks/encode.ts';
import { runBatch } from './batch.ts';
import { dispatch } from './dispatch.ts';
import type { Fault } from './fault-list.ts';
import type { GraphRequest } from './graph-call.ts';
import { envelopeOf, GraphError } from './graph-error.ts';
import { readGraphRequest, type RawRequest } from './read-request.ts';

interface Answer {
  status: number;
  body: string;
  contentType: string;
  error?: GraphError;
  note: { who: string; kind: string };
  afterwards: (() => void)[];
}

/** Serves one call of the Graph API: faults and latency first, then the work, the headers and the log. */
export async function serveGraph(
  simulation: Simulation,
  raw: RawRequest,
  response: ServerResponse,
): Promise<void> {
  const end = simulation.activity.begin();
  try {
    await answerCall(simulation, raw, response);
  } finally {
    end();
  }
}

async function answerCall(simulation: Simulation, raw: RawRequest, response: ServerResponse): Promise<void> {
  const startMs = simulation.time.nowMs();
  const at = simulation.clock.nowMs();
  let request: GraphRequest | null = null;
  let fault: Fault | null = null;
  let answer: Answer;
  try {
    request = readGraphRequest(raw);
    fault = simulation.faults.take(factsOf(simulation, request));
    const delayMs = simulation.settings.latencyMs + (fault?.delayMs ?? 0);
    if (delayMs > 0) await new Promise<void>((resolve) => simulation.time.after(delayMs, resolve));
    answer = await answerWithFault(simulation, request, fault);
  } catch (error) {
    answer = refused(simulation, error);
  }
  if (fault?.dropConnection) response.destroy();
  else write(simulation, response, request, fault, answer);
  log(simulation, raw, { at, startMs, fault, answer });
  for (const run of answer.afterwards) run();
}

async function answerWithFault(
  simulation: Simulation,
  request: GraphRequest,
  fault: Fault | null,
): Promise<Answer> {
  const fails =
    fault !== null &&
    (fault.status !== undefined ||
      fault.code !== undefined ||
      fault.htmlBody !== undefined ||
      fault.dropConnection);
  if (!fails) return work(simulation, request);
  const done = fault.applyThenError
    ? await work(simulation, request)
    : { afterwards: [], note: { who: '', kind: 'fault' } };
  const { note, afterwards } = done;
  if (fault.htmlBody === undefined) return refused(simulation, errorOf(fault), note, afterwards);
  const html = { contentType: 'text/html; charset=utf-8', body: fault.htmlBody };
  return { ...html, status: fault.status ?? 502, note, afterwards };
}

async function work(simulation: Simulation, request: GraphRequest): Promise<Answer> {
  const isBatch = request.path.length === 0 && request.params.has('batch');
  const note = { who: '', kind: isBatch ? 'batch' : '' };
  try {
    const done = isBatch ? await runBatch(simulation, request) : await dispatch(simulation, request, note);
    return { ...done, status: 200, body: encodeBody(done.body), contentType, note };
  } catch (error) {
    return refused(simulation, error, note);
  }
}

const contentType = 'application/json; charset=UTF-8';

function refused(
  simulation: Simulation,
  error: unknown,
  note = { who: '', kind: '' },
  afterwards: (() => void)[] = [],
): Answer {
  if (!(error instanceof GraphError)) throw error;
  const body = encodeBody(envelopeOf(error, simulation.mint.word(11)));
  return { status: error.status, body, contentType, error, note, afterwards };
}

const serverFaults = [1, 2, 1200];

function errorOf(fault: Fault): GraphError {
  const code = fault.code ?? 2;
  return new GraphError({
    code,
    subcode: fault.subcode,
    type: fault.type,
    isTransient: fault.isTransient ?? serverFaults.includes(code),
    status: fault.status ?? (serverFaults.includes(code) ? 500 : 400),
    message: fault.message ?? `(#${code}) An induced error of the sandbox.`,
  });
}

function write(
  simulation: Simulation,
  response: ServerResponse,
  request: GraphRequest | null,
  fault: Fault | null,
  answer: Answer,
): void {
  const { callCount, totalTime, totalCpuTime } = simulation.settings.usage;
  const usage = { call_count: callCount, total_time: totalTime, total_cputime: totalCpuTime };
  const headers: Record<string, string> = {
    'content-type': answer.contentType,
    date: new Date(simulation.clock.nowMs()).toUTCString(),
    'cache-control': 'private, no-cache, no-store, must-revalidate',
    'facebook-api-version': request?.version ?? 'v26.0',
    'x-fb-trace-id': simulation.mint.word(11),
    'x-fb-rev': '1029384756',
    'x-app-usage': JSON.stringify(usage),
  };
  const pageId = request && pageIdOf(simulation, request);
  if (pageId) {
    const regain = { estimated_time_to_regain_access: fault?.retryAfterMinutes ?? 0 };
    const type = request.path[1] === 'messages' ? 'messenger' : 'pages';
    const full = fault?.retryAfterMinutes === undefined ? {} : { call_count: 100 };
    headers['x-business-use-case-usage'] = JSON.stringify({
      [pageId]: [{ type, ...usage, ...full, ...regain }],
    });
  }
  if (answer.error) {
    const words = answer.error.message.replace(/[^\x20-\x7e]/g, '?').replaceAll('"', "'");
    headers['www-authenticate'] = `OAuth "Facebook Platform" "invalid_request" "${words}"`;
  }
  response.writeHead(answer.status, headers).end(answer.body);
}

function pageIdOf(simulation: Simulation, request: GraphRequest): string | undefined {
  const [id] = request.path;
  if (id !== undefined && simulation.world.pages.has(id)) return id;
  return (request.accessToken && simulation.tokens.read(request.accessToken)?.pageId) || undefined;
}

function factsOf(simulation: Simulation, request: GraphRequest) {
  const pageId = pageIdOf(simulation, request);
  const psid = request.params.recipientId() ?? request.path[0];
  const thread = psid === undefined ? undefined : simulation.world.threadByPsid(psid);
  const isSend = request.path[1] === 'messages' && request.method === 'POST';
  return {
    method: request.method,
    path: `/${request.path.join('/')}`,
    ...(pageId !== undefined && { pageId }),
    ...(thread && { psid: thread.psid, personId: thread.personId }),
    ...(isSend && { kind: request.params.has('sender_action') ? ('action' as const) : ('message' as const) }),
  };
}

const longestLogged = 4_000;

function log(
  simulation: Simulation,
  raw: RawRequest,
  about: { at: number; startMs: number; fault: Fault | null; answer: Answer },
): void {
  const { at, startMs, fault, answer } = about;
  const isBinary = (raw.headers['content-type'] ?? '').startsWith('multipart/');
  const record: Omit<CallRecord, 'id'> = {
    at,
    method: raw.method,
    path: raw.path,
    status: fault?.dropConnection ? null : answer.status,
    ...(answer.error && { code: answer.error.code }),
    ...(answer.error?.subcode !== undefined && { subcode: answer.error.subcode }),
    ms: Math.round(simulation.time.nowMs() - startMs),
    who: answer.note.who,
    kind: answer.note.kind,
    ...(fault && { faultId: fault.id }),
    ...(answer.error?.unmodelled && { unmodelled: true as const }),
    query: raw.query.toString(),
    body: isBinary
      ? `${raw.body.byteLength} bytes of multipart`
      : raw.body.toString('utf8', 0, longestLogged),
    answer: answer.body.slice(0, longestLogged),
  };
  const added = simulation.calls.add(record);
  simulation.live.announce(() => ({ type: 'call', call: summaryOfCall(added) }));
}
