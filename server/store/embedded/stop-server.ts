import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedProblem } from './embedded-problem.ts';
import type { RunningServer } from './boot-server.ts';
import { isServerOf } from './postmaster-files.ts';
import { removeSocketDir } from './socket-dir.ts';

const fastMs = 30_000;
const immediateMs = 10_000;

/**
 * Stops a server and waits until its process is gone. First the fast way (connections are closed, the
 * data is written out), then, when that hangs, at once: the next start recovers from the log of writes.
 */
export async function stopServer(clusterDir: string, server: RunningServer): Promise<void> {
  const gone =
    (await endBy('SIGINT', fastMs, clusterDir, server.pid)) ||
    (await endBy('SIGQUIT', immediateMs, clusterDir, server.pid));
  if (!gone) throw new EmbeddedProblem(`The embedded PostgreSQL (process ${server.pid}) does not stop.`);
  removeSocketDir(server.socketDir, clusterDir);
}

async function endBy(
  signal: NodeJS.Signals,
  patienceMs: number,
  clusterDir: string,
  pid: number,
): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  if (isServerOf(clusterDir, pid)) trySignal(pid, signal);
  while (isServerOf(clusterDir, pid)) {
    if (performance.now() > deadline) return false;
    await sleep(5);
  }
  return true;
}

function trySignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It left between the look and the signal.
  }
}
