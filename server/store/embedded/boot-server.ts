import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { serverUser } from './create-cluster.ts';
import { EmbeddedProblem } from './embedded-problem.ts';
import type { NativeBinaries } from './native-binaries.ts';
import { dropStaleLocks, isServerOf, readPostmasterFile, socketPort } from './postmaster-files.ts';
import { programEnv, type RunAs } from './run-as.ts';
import { followServerLog } from './server-log.ts';
import { chooseSocketDir, removeSocketDir } from './socket-dir.ts';

/** A server that takes connections on the socket in `socketDir`. */
export interface RunningServer {
  pid: number;
  socketDir: string;
}

export interface BootInput {
  clusterDir: string;
  native: NativeBinaries;
  runAs: RunAs;
  settings: Readonly<Record<string, string>>;
}

/** Recovery after a crash replays at most `max_wal_size`: seconds on a slow disk. */
const readyTimeoutMs = 120_000;
const answerTimeoutMs = 5_000;
const pollMs = 10;
const retryMs = 250;
const mostAttempts = 40;

/** What a server says while the one before it, or that one's children, are still dying. */
const stillDying = /lock file|shared memory block|Address already in use/;

/**
 * Finds the server that a killed Pagedesk left behind, when there is one, and waits until it is ready.
 * A server that is just stopping, or that never gets ready, is waited for and not adopted.
 */
export async function adoptServer(clusterDir: string): Promise<RunningServer | null> {
  const deadline = performance.now() + readyTimeoutMs;
  while (performance.now() < deadline) {
    const file = readPostmasterFile(clusterDir);
    if (!file || !isServerOf(clusterDir, file.pid)) return null;
    if (file.status === 'ready' && (await answersQueries(file.socketDir))) {
      return { pid: file.pid, socketDir: file.socketDir };
    }
    await sleep(retryMs / 5);
  }
  throw new EmbeddedProblem(
    `The database server left in ${clusterDir} does not answer: end process ${readPostmasterFile(clusterDir)?.pid ?? 'of it'} and start again.`,
  );
}

/**
 * Whether the server does its work. That it takes a connection would not tell: the kernel goes on doing so
 * for a moment for a process that was killed.
 */
async function answersQueries(socketDir: string): Promise<boolean> {
  const client = new pg.Client({
    host: socketDir,
    port: socketPort,
    user: serverUser,
    database: 'postgres',
    connectionTimeoutMillis: answerTimeoutMs,
    query_timeout: answerTimeoutMs,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Starts a server and waits until it is ready, clearing away what a dead one left behind.
 * @throws EmbeddedProblem with the end of the server's own log.
 */
export async function bootServer(input: BootInput): Promise<RunningServer> {
  for (let attempt = 1; ; attempt++) {
    removeOldSocketDir(input.clusterDir);
    const outcome = await tryBoot(input);
    if (outcome.running) return outcome.running;
    if (attempt >= mostAttempts || !stillDying.test(outcome.said)) throw notStarted(input, outcome.said);
    await sleep(retryMs);
  }
}

function removeOldSocketDir(clusterDir: string): void {
  const old = readPostmasterFile(clusterDir)?.socketDir ?? '';
  if (dropStaleLocks(clusterDir)) removeSocketDir(old, clusterDir);
}

async function tryBoot(
  input: BootInput,
): Promise<{ running: RunningServer; said?: never } | { running?: never; said: string }> {
  const readLog = followServerLog(input.clusterDir);
  const socketDir = chooseSocketDir(input.clusterDir, input.runAs);
  const child = spawnServer(input, socketDir);
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  let gone = false;
  child.once('exit', () => (gone = true));
  child.once('error', (error) => {
    said += error.message;
    gone = true;
  });

  const deadline = performance.now() + readyTimeoutMs;
  while (!gone && performance.now() < deadline) {
    const file = readPostmasterFile(input.clusterDir);
    if (file?.pid === child.pid && file?.status === 'ready') return { running: release(child, socketDir) };
    await sleep(pollMs);
  }
  child.kill('SIGQUIT');
  removeSocketDir(socketDir, input.clusterDir);
  return { said: said + readLog() };
}

function spawnServer({ clusterDir, native, runAs, settings }: BootInput, socketDir: string): ChildProcess {
  const all = { ...settings, port: String(socketPort), unix_socket_directories: quoteList(socketDir) };
  const [command, args] = runAs.wrap(path.join(native.dir, 'bin', 'postgres'), [
    ...['-D', clusterDir],
    ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]);
  return spawn(command, args, {
    env: { ...programEnv, ...native.env },
    cwd: '/',
    ...runAs.ids,
    // In a group of its own: a Ctrl-C at the terminal must reach us, not the database under our feet.
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/** `unix_socket_directories` is a list: a comma or blank in the path needs quotes. */
function quoteList(dir: string): string {
  return `"${dir.replaceAll('"', '""')}"`;
}

/** Lets node end while the server runs: it is stopped by `stopServer`, not by our leaving. */
function release(child: ChildProcess, socketDir: string): RunningServer {
  child.stderr?.destroy();
  child.unref();
  return { pid: child.pid ?? 0, socketDir };
}

function notStarted({ clusterDir }: BootInput, said: string): EmbeddedProblem {
  const reason = said.match(/(FATAL|PANIC|ERROR):.*/g)?.at(-1) ?? said.trim().split('\n').at(-1) ?? '';
  return new EmbeddedProblem(
    `The embedded PostgreSQL did not start. It said: ${reason || 'nothing'} (its log is in ${path.join(clusterDir, 'log')}).`,
    { cause: said },
  );
}
