import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { EmbeddedProblem } from './embedded-problem.ts';
import { socketPort } from './postmaster-files.ts';
import type { RunAs } from './run-as.ts';

/** The shortest limit of all systems (macOS: 104 bytes with the closing zero). */
const longestPathBytes = 103;
const shortDirPrefix = 'pagedesk-';

/**
 * Where the server's socket lies: in the cluster's own folder, which is 0700 and so keeps everybody else
 * out without a password. A path too long for a socket gets a private folder below the system's folder
 * for temporary files, under a name that cannot be foreseen.
 */
export function chooseSocketDir(clusterDir: string, runAs: RunAs): string {
  if (fits(clusterDir)) return clusterDir;
  const parent = [os.tmpdir(), '/tmp'].find((dir) => fits(path.join(dir, `${shortDirPrefix}XXXXXX`)));
  if (!parent) throw new EmbeddedProblem(`The path ${clusterDir} is too long: choose a shorter DATA_DIR.`);
  const dir = mkdtempSync(path.join(parent, shortDirPrefix));
  if (runAs.ids.uid !== undefined && runAs.ids.gid !== undefined) {
    chownSync(dir, runAs.ids.uid, runAs.ids.gid);
  }
  return dir;
}

/** Removes a folder that `chooseSocketDir` made; leaves the cluster's own alone. */
export function removeSocketDir(socketDir: string, clusterDir: string): void {
  if (socketDir === '' || socketDir === clusterDir) return;
  if (!path.basename(socketDir).startsWith(shortDirPrefix)) return;
  rmSync(socketDir, { recursive: true, force: true });
}

function fits(dir: string): boolean {
  return Buffer.byteLength(path.join(dir, `.s.PGSQL.${socketPort}.lock`)) <= longestPathBytes;
}
