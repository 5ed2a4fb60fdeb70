import { fork, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built product and the built sandbox as processes of their own: what a user runs, seen from outside. */

const root = fileURLToPath(new URL('..', import.meta.url));

export interface Running {
  url: string;
  process: ChildProcess;
  /** What it printed so far. */
  output(): string;
  /** Its exit code, once it has ended; null when it was killed. */
  ended: Promise<number | null>;
  /** Ends it as Ctrl-C would, or kills it. */
  stop(signal?: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return address.port;
}

/** A data folder that is removed with its database afterwards. */
export function dataFolder(): { dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'pde-'));
  chmodSync(dir, 0o711);
  return {
    dir,
    remove() {
      stopOrphan(dir);
      rmSync(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

/** The embedded PostgreSQL outlives a killed desk on purpose; at the end of a test it has to go. */
function stopOrphan(dir: string): void {
  const file = join(dir, 'pg18/postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  try {
    process.kill(pid, 'SIGQUIT');
  } catch {
    // It is gone already.
  }
}

/** Address of the embedded PostgreSQL of a running desk, for a second process beside it. */
export function embeddedDatabaseUrl(dir: string): string {
  const lines = readFileSync(join(dir, 'pg18/postmaster.pid'), 'utf8').split('\n');
  const [port, socketDir] = [lines[3], lines[4]];
  if (port === undefined || socketDir === undefined) throw new Error('The database has not started.');
  return `postgres://pagedesk@${encodeURIComponent(socketDir.trim())}:${port.trim()}/pagedesk`;
}

/** The sandbox alone, so that it lives on when a desk is killed. */
export async function startSandboxProcess(env: Record<string, string> = {}): Promise<Running> {
  const child = fork(join(root, 'dist/sandbox/main.js'), {
    cwd: root,
    silent: true,
    env: { ...process.env, SANDBOX_PORT: '0', SANDBOX_WORLD: 'demo', ...env },
  });
  const running = watch(child);
  const url = await new Promise<string>((resolve, reject) => {
    child.on('message', (message: { type?: string; url?: string }) => {
      if (message.type === 'listening' && message.url) resolve(message.url);
    });
    child.once('exit', (code) => reject(new Error(`The sandbox ended with ${code}: ${running.output()}`)));
  });
  return { ...running, url };
}

export interface DeskOptions {
  port: number;
  dataDir: string;
  /** `start` runs the sandbox and the demo as well. */
  mode?: 'start' | 'serve';
  env?: Record<string, string>;
}

export const administrator = { email: 'admin@example.com', password: 'e2e-administrator' };

/** Starts a desk; `ready` waits until it serves. */
export function startDeskProcess({
  port,
  dataDir,
  mode = 'serve',
  env = {},
}: DeskOptions): Running & { ready(): Promise<void> } {
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [join(root, 'dist/server/main.js')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PAGEDESK_MODE: mode,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      PUBLIC_URL: url,
      SECRET_KEY: 'only-for-the-journeys-0123456789abcdefghij',
      ADMIN_EMAIL: administrator.email,
      ADMIN_PASSWORD: administrator.password,
      LOG_LEVEL: 'info',
      ...env,
    },
  });
  const running = watch(child);
  const ready = async () => {
    try {
      await waitFor(`the desk on ${url} to be ready`, async () => {
        if (child.exitCode !== null) throw new Fatal(`The desk ended with ${child.exitCode}.`);
        return (await fetch(`${url}/readyz`)).ok;
      });
    } catch (error) {
      throw new Error(`It said: ${running.output()}`, { cause: error });
    }
  };
  return { ...running, url, ready };
}

class Fatal extends Error {}

/** Asks until the answer is yes. An error of the question counts as no. */
export async function waitFor(
  what: string,
  isSo: () => Promise<boolean> | boolean,
  timeoutMs = 60_000,
  everyMs = 25,
): Promise<void> {
  const endMs = Date.now() + timeoutMs;
  for (;;) {
    try {
      if (await isSo()) return;
    } catch (error) {
      if (error instanceof Fatal) throw error;
    }
    if (Date.now() > endMs) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

function watch(child: ChildProcess): Omit<Running, 'url'> {
  let output = '';
  const keep = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-200_000));
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return {
    process: child,
    output: () => output,
    ended,
    stop(signal = 'SIGINT') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return ended;
    },
  };
}
