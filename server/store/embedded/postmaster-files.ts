import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { readProcess } from './process-facts.ts';

/** The port that only names the socket file: nothing listens on TCP. */
export const socketPort = 5432;

/**
 * What a running server writes into `postmaster.pid`.
 * Source: PostgreSQL 18, `src/include/utils/pidfile.h` (the meaning of each line).
 */
export interface PostmasterFile {
  pid: number;
  socketDir: string;
  /** The id of the System V shared memory block that all its processes are attached to. */
  sharedMemoryId: string;
  /** `ready` as soon as it takes connections. */
  status: string;
}

/** Path of the lock file of a cluster. */
export function postmasterFile(clusterDir: string): string {
  return path.join(clusterDir, 'postmaster.pid');
}

/** Reads the lock file; null when there is none. Fields of a file still being written are empty. */
export function readPostmasterFile(clusterDir: string): PostmasterFile | null {
  const file = postmasterFile(clusterDir);
  if (!existsSync(file)) return null;
  try {
    const lines = readFileSync(file, 'utf8').split('\n');
    return {
      pid: Number(lines[0] ?? 0),
      socketDir: lines[4]?.trim() ?? '',
      sharedMemoryId: lines[6]?.trim().split(/\s+/)[1] ?? '',
      status: lines[7]?.trim() ?? '',
    };
  } catch {
    return null;
  }
}

/** Whether process `pid` is the server of this cluster, and no program that was given its number later. */
export function isServerOf(clusterDir: string, pid: number): boolean {
  const command = readProcess(pid)?.commandLine;
  return command !== undefined && /postgres$/.test(command[0] ?? '') && command.includes(clusterDir);
}

/**
 * Removes the lock files of a server that is gone but whose number lives on, as a zombie or in another
 * program. PostgreSQL clears the files of a plainly dead server itself.
 *
 * Children of a dead server stay attached to its shared memory for a moment. While they live the files
 * must stay, or a second server would write the same data; so they are kept as well where the system
 * does not tell who is attached.
 *
 * @returns whether the files are gone.
 */
export function dropStaleLocks(clusterDir: string): boolean {
  const file = readPostmasterFile(clusterDir);
  if (!file) return true;
  if (isServerOf(clusterDir, file.pid) || isMemoryAttached(file.sharedMemoryId)) return false;
  rmSync(postmasterFile(clusterDir), { force: true });
  if (file.socketDir) {
    rmSync(path.join(file.socketDir, `.s.PGSQL.${socketPort}.lock`), { force: true });
    rmSync(path.join(file.socketDir, `.s.PGSQL.${socketPort}`), { force: true });
  }
  return true;
}

function isMemoryAttached(sharedMemoryId: string): boolean {
  if (sharedMemoryId === '') return false;
  if (process.platform !== 'linux') return true;
  try {
    const rows = readFileSync('/proc/sysvipc/shm', 'utf8').split('\n');
    // Columns: key shmid perms size cpid lpid nattch …
    const row = rows.map((line) => line.trim().split(/\s+/)).find((fields) => fields[1] === sharedMemoryId);
    return row !== undefined && Number(row[6]) > 0;
  } catch {
    return true;
  }
}
