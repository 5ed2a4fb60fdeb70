import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EmbeddedProblem } from './embedded-problem.ts';
import { readProcess } from './process-facts.ts';

/** Held by the one Pagedesk process that owns the embedded server of a data folder. */
export interface OwnerLock {
  release(): void;
}

interface Owner {
  pid: number;
  startedAt: string;
}

const lockName = 'pagedesk.lock';

/**
 * Takes the data folder for this process. One embedded server has one owner, which starts and stops it:
 * a second process would lose its database the moment the first one leaves.
 *
 * The lock outlives a `kill -9`; the next owner sees that its process is gone (number *and* start time,
 * since numbers come again, in containers at once) and takes it over.
 *
 * @throws EmbeddedProblem naming the process that holds the folder.
 */
export function acquireOwnerLock(dir: string): OwnerLock {
  const lockFile = path.join(dir, lockName);
  const mine = `${lockFile}.${process.pid}`;
  const text = JSON.stringify({
    pid: process.pid,
    startedAt: readProcess(process.pid)?.startedAt ?? '',
  } satisfies Owner);

  writeFileSync(mine, text, { mode: 0o644 });
  try {
    // Linking a finished file is atomic, and the lock is never seen half written.
    while (!tryLink(mine, lockFile)) dropStaleLock(dir, lockFile);
  } finally {
    rmSync(mine, { force: true });
  }
  return {
    release: () => {
      if (readText(lockFile) === text) rmSync(lockFile, { force: true });
    },
  };
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function dropStaleLock(dir: string, lockFile: string): void {
  const seen = readText(lockFile);
  if (seen === null) return;
  const owner = parseOwner(seen);
  if (owner && isStillRunning(owner)) throw inUse(dir, owner);

  // Moved aside first and looked at again: a twin may have taken the stale lock over in between.
  const aside = `${lockFile}.stale-${process.pid}`;
  try {
    renameSync(lockFile, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  const moved = readText(aside);
  if (moved !== seen) tryLink(aside, lockFile);
  rmSync(aside, { force: true });
}

function isStillRunning(owner: Owner): boolean {
  const facts = readProcess(owner.pid);
  return facts !== null && (owner.startedAt === '' || facts.startedAt === owner.startedAt);
}

function inUse(dir: string, owner: Owner): EmbeddedProblem {
  return new EmbeddedProblem(
    `The data folder ${dir} is in use by process ${owner.pid}. Stop that one first, ` +
      'or set DATABASE_URL to run several Pagedesk processes on one PostgreSQL.',
  );
}

function parseOwner(text: string): Owner | null {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value)) return null;
    const startedAt = 'startedAt' in value ? String(value.startedAt) : '';
    return { pid: Number(value.pid), startedAt };
  } catch {
    return null;
  }
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
