import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSandbox, type Sandbox, type SandboxOptions } from '../sandbox.ts';
import { describeDemo } from '../scenarios/demo.ts';
import { ManualTime } from '../world/time.ts';

/** A webhook as it came in at the receiver. */
export interface Received {
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  /** The messaging objects of all entries. */
  events: Record<string, unknown>[];
  /** The changes of all entries, each with its field and the time of its entry. */
  changes: { field: string; value: Record<string, unknown>; entryTime: number }[];
}

/** The demo sandbox with an app that takes its webhooks, all on loopback. */
export interface Stage {
  sandbox: Sandbox;
  /** Stands still, so that windows and retries are moved by hand. */
  time: ManualTime;
  demo: NonNullable<ReturnType<typeof describeDemo>>;
  /** The person of a full name. */
  person(name: string): { id: string; name: string; psid: string };
  callbackUrl: string;
  received: Received[];
  /** What the receiver answers; 200 unless a test changes it. */
  answerWith: { status: number };
  verifications: URLSearchParams[];
  /** Calls the control API and answers its JSON; throws on an error. */
  control<Answer = unknown>(call: string, body?: unknown): Promise<Answer>;
  /** Calls the Graph API as the page and answers status and JSON. */
  graph(
    call: string,
    body?: unknown,
    token?: string,
  ): Promise<{ status: number; body: GraphBody; headers: Headers }>;
  /** Waits until the sandbox has nothing more to say. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Loose on purpose: tests reach into whatever Meta would answer. */
export type GraphBody = Record<string, unknown> & {
  error?: { code: number; error_subcode?: number; message: string; type: string; fbtrace_id: string };
};

export async function setStage(options: SandboxOptions & { connect?: boolean } = {}): Promise<Stage> {
  const time = new ManualTime();
  const sandbox = await startSandbox({ world: 'demo', time, ...options });
  const received: Received[] = [];
  const verifications: URLSearchParams[] = [];
  const answerWith = { status: 200 };
  const receiver = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://receiver');
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method === 'GET') {
        verifications.push(url.searchParams);
        const isRight = url.searchParams.get('hub.verify_token') === 'right';
        response.writeHead(isRight ? 200 : 403).end(isRight ? url.searchParams.get('hub.challenge') : 'no');
        return;
      }
      const body = Buffer.concat(chunks);
      received.push({
        headers: request.headers,
        body,
        events: eventsOf(body),
        changes: changesOf(body),
      });
      response.writeHead(answerWith.status).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', () => resolve()));
  const callbackUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhook`;
  const demo = describeDemo(sandbox.simulation);
  if (!demo) throw new Error('the demo world has no demo page');

  const stage: Stage = {
    sandbox,
    time,
    demo,
    callbackUrl,
    received,
    answerWith,
    verifications,
    person(name) {
      const person = demo.people.find((other) => other.name === name);
      if (!person) throw new Error(`nobody is called ${name}`);
      return person;
    },
    async control<Answer>(call: string, body?: unknown) {
      const answer = await ask(sandbox.url, call, body);
      if (answer.status !== 200) throw new Error(`${call}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body as Answer;
    },
    graph(call, body, token = demo.pageAccessToken) {
      const [method, path = ''] = call.split(' ');
      const joint = path.includes('?') ? '&' : '?';
      return ask(
        sandbox.url,
        `${method} /v26.0${path}${joint}access_token=${encodeURIComponent(token)}`,
        body,
      );
    },
    settle: () => sandbox.simulation.activity.whenIdle(),
    async close() {
      await sandbox.close();
      receiver.closeAllConnections();
      await new Promise((resolve) => receiver.close(resolve));
    },
  };
  if (options.connect !== false) {
    await stage.control(`POST /_sim/apps/${demo.appId}/webhook`, { callbackUrl, verifyToken: 'right' });
  }
  return stage;
}

async function ask(url: string, call: string, body: unknown) {
  const [method = 'GET', path = '/'] = call.split(' ');
  const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(url + path, { method, ...(body === undefined ? {} : json) });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as GraphBody };
}

function eventsOf(body: Buffer): Record<string, unknown>[] {
  try {
    const envelope = JSON.parse(body.toString()) as { entry?: { messaging?: Record<string, unknown>[] }[] };
    return (envelope.entry ?? []).flatMap((entry) => entry.messaging ?? []);
  } catch {
    return [];
  }
}

function changesOf(body: Buffer): Received['changes'] {
  try {
    const envelope = JSON.parse(body.toString()) as {
      entry?: { time: number; changes?: Omit<Received['changes'][number], 'entryTime'>[] }[];
    };
    return (envelope.entry ?? []).flatMap(({ time, changes = [] }) =>
      changes.map((change) => ({ ...change, entryTime: time })),
    );
  } catch {
    return [];
  }
}
