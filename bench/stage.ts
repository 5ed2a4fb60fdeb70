import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** The product under measurement: built, in production mode, on an embedded PostgreSQL in a folder of its own. */
export interface Stage {
  url: string;
  dataDir: string;
  /** Where the embedded PostgreSQL listens: for the bare INSERT beside it. */
  database: { host: string; port: number; user: string; database: string };
  /** A connection to look at the database's own state, beside the product. */
  look: pg.Client;
  appSecret: string;
  webhookPath: string;
  pageId: string;
  graph: GraphStub;
  /** Milliseconds from the start of the process to the first answer of `/readyz`. */
  startedInMs: number;
  process: ChildProcess;
  api<T>(method: string, path: string, body?: unknown): Promise<T>;
  cookie: string;
  stop(): Promise<void>;
}

export interface GraphStub {
  url: string;
  /** Time (`performance.timeOrigin + performance.now()`) at which each send reached "Meta", by its text. */
  sends: Map<string, number>;
  latencyMs: number;
  close(): Promise<void>;
}

export const nowMs = (): number => performance.timeOrigin + performance.now();

const root = fileURLToPath(new URL('..', import.meta.url));
const PAGE_ID = '700100200300401';

/** Answers what the product asks of Meta, at once or after `latencyMs`, and notes when each send came. */
export async function startGraphStub(): Promise<GraphStub> {
  const sends = new Map<string, number>();
  const stub = { url: '', sends, latencyMs: 0, close: async () => undefined } as GraphStub;
  let messages = 0;
  const server: Server = createServer((request, response) => {
    const arrivedMs = nowMs();
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('latin1')));
    request.on('end', () => {
      const path = new URL(request.url ?? '/', 'http://stub').pathname;
      const answer = answerTo(request.method ?? 'GET', path, body, arrivedMs);
      setTimeout(() => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answer));
      }, stub.latencyMs);
    });
  });
  function answerTo(method: string, path: string, body: string, arrivedMs: number): unknown {
    if (method === 'POST' && path.endsWith('/messages')) {
      const text = /"text":"([^"]*)"/.exec(body)?.[1];
      if (text !== undefined && !sends.has(text)) sends.set(text, arrivedMs);
      return { recipient_id: '0', message_id: `m_out_${(messages += 1)}` };
    }
    if (method === 'POST') return { success: true };
    if (/\/(me|\d{15})$/.test(path))
      return { id: PAGE_ID, name: 'Bench page', access_token: 'bench-page-token' };
    if (path.endsWith('/debug_token')) {
      return {
        data: {
          is_valid: true,
          app_id: '1',
          type: 'PAGE',
          profile_id: PAGE_ID,
          scopes: ['pages_messaging'],
          expires_at: 0,
        },
      };
    }
    return { id: path.split('/').at(-1), name: 'Bench Person', data: [] };
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The stub has no port.');
  stub.url = `http://127.0.0.1:${address.port}`;
  stub.close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return stub;
}

/** Starts the built product on fresh data and connects one page through its own API. */
export async function startStage(options: { profileDir?: string } = {}): Promise<Stage> {
  const port = await freePort();
  const graph = await startGraphStub();
  const dataDir = mkdtempSync(join(tmpdir(), 'pdb-'));
  chmodSync(dataDir, 0o711);
  const url = `http://127.0.0.1:${port}`;
  const credentials = { email: 'bench@example.com', password: 'bench-bench-bench' };
  const begunMs = nowMs();
  const profiling =
    options.profileDir === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', options.profileDir];
  const child = spawn(
    process.execPath,
    [...profiling, '--max-semi-space-size=32', join(root, 'scripts/serve.mjs')],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        PORT: String(port),
        HOST: '127.0.0.1',
        DATA_DIR: dataDir,
        DATABASE_URL: '',
        PUBLIC_URL: url,
        SECRET_KEY: 'only-for-this-measurement-0123456789abcdef',
        GRAPH_URL: graph.url,
        FACEBOOK_URL: graph.url,
        ADMIN_EMAIL: credentials.email,
        ADMIN_PASSWORD: credentials.password,
        LOG_LEVEL: 'warn',
      },
    },
  );
  await until(async () => (await fetch(`${url}/readyz`)).ok, 60_000, 10);
  const startedInMs = nowMs() - begunMs;

  const signedIn = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(credentials),
  });
  if (!signedIn.ok) throw new Error(`Sign-in failed: ${await signedIn.text()}`);
  const cookie = (signedIn.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  const api = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(url + path, {
      method,
      headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const { items: parts } = await api<{
    items: { id: string; acknowledgement: { version: string } | null }[];
  }>('GET', '/api/extensions');
  const acknowledgedVersion = parts.find(({ id }) => id === 'facebook')?.acknowledgement?.version;
  await api('PATCH', '/api/extensions/facebook', { isOn: true, acknowledgedVersion });
  const appSecret = '0123456789abcdef0123456789abcdef';
  const app = await api<{ id: string; callbackUrl: string }>('POST', '/api/facebook/apps', {
    name: 'Bench app',
    appId: '1',
    appSecret,
  });
  await api('POST', '/api/facebook/pages', { metaAppId: app.id, pageToken: 'bench-page-token' });
  const database = embeddedDatabase(dataDir);
  const look = new pg.Client(database);
  await look.connect();
  return {
    url,
    dataDir,
    database,
    look,
    appSecret,
    webhookPath: new URL(app.callbackUrl).pathname,
    pageId: PAGE_ID,
    graph,
    startedInMs,
    process: child,
    api,
    cookie,
    async stop() {
      await look.end();
      child.kill('SIGTERM');
      await new Promise<void>((resolve) => {
        if (child.exitCode !== null) resolve();
        else child.once('exit', () => resolve());
      });
      await graph.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return address.port;
}

/** Where the embedded PostgreSQL listens, as its own lock file tells. */
function embeddedDatabase(dataDir: string): Stage['database'] {
  const lines = readFileSync(join(dataDir, 'pg18/postmaster.pid'), 'utf8').split('\n');
  return { host: (lines[4] ?? '').trim(), port: Number(lines[3]), user: 'pagedesk', database: 'pagedesk' };
}

export function postmasterPid(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'pg18/postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Asks again and again until the answer is yes; an error counts as no. */
export async function until(
  isDone: () => Promise<boolean>,
  timeoutMs: number,
  everyMs: number,
): Promise<void> {
  const endMs = Date.now() + timeoutMs;
  for (;;) {
    if (await isDone().catch(() => false)) return;
    if (Date.now() > endMs) throw new Error(`Not done within ${timeoutMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

/** How many inbound events wait to be applied, counted up to 20,000. */
export async function queueDepth(stage: Stage): Promise<number> {
  const { rows } = await stage.look.query<{ waiting: number }>(
    'select count(*)::int as waiting from (select from inbound_event limit 20000) counted',
  );
  return rows[0]?.waiting ?? 0;
}

/** Waits until everything that came in is applied, with as little of the machine's time as can be. */
export function untilApplied(stage: Stage, everyMs: number): Promise<void> {
  return until(
    async () => {
      const { rows } = await stage.look.query<{ isOpen: boolean }>(
        'select exists (select from inbound_event) as "isOpen"',
      );
      return rows[0]?.isOpen === false;
    },
    180_000,
    everyMs,
  );
}

/**
 * Memory of the product and all below it, in MiB, the embedded PostgreSQL included: what is private to each
 * process, and what processes of one program share counted once. Other programs on the machine change nothing.
 */
export function treeMemoryMiB(stage: Stage): { processes: number; mib: number } {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // The process ended while we looked.
    }
  }
  const postmaster = postmasterPid(stage.dataDir);
  const tops = new Set([stage.process.pid ?? 0, postmaster]);
  const belongs = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at))
      if (tops.has(at)) return true;
    return false;
  };
  let processes = 0;
  let privateKib = 0;
  const sharedKib = new Map<string, number>();
  for (const pid of parents.keys()) {
    if (!belongs(pid)) continue;
    try {
      const facts = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
      const sum = (kind: string) =>
        [...facts.matchAll(new RegExp(`^${kind}_(?:Clean|Dirty):\\s+(\\d+)`, 'gm'))].reduce(
          (total, [, kib]) => total + Number(kib),
          0,
        );
      const program = readlinkSync(`/proc/${pid}/exe`);
      privateKib += sum('Private');
      sharedKib.set(program, Math.max(sharedKib.get(program) ?? 0, sum('Shared')));
      processes += 1;
    } catch {
      // The process ended while we looked.
    }
  }
  const kib = [...sharedKib.values()].reduce((total, value) => total + value, privateKib);
  return { processes, mib: kib / 1024 };
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
