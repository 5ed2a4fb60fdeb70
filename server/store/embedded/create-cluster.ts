import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedProblem } from './embedded-problem.ts';
import type { NativeBinaries } from './native-binaries.ts';
import { programEnv, type RunAs } from './run-as.ts';

const run = promisify(execFile);

/** The one role of the cluster. Whoever may enter the socket's folder is it: there is no password. */
export const serverUser = 'pagedesk';

/** Whether a whole cluster stands in `clusterDir`. */
export function hasCluster(clusterDir: string): boolean {
  return existsSync(path.join(clusterDir, 'PG_VERSION'));
}

/**
 * Makes a new, empty cluster. It is built beside its place and moved there when it is whole, so that a
 * crash half way leaves nothing that looks like a database.
 *
 * Collation is PostgreSQL's own C.UTF-8: the same order on every system and after every upgrade.
 */
export async function createCluster(clusterDir: string, native: NativeBinaries, runAs: RunAs): Promise<void> {
  const unfinished = `${clusterDir}.init`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  if (runAs.ids.uid !== undefined && runAs.ids.gid !== undefined) {
    chownSync(unfinished, runAs.ids.uid, runAs.ids.gid);
  }
  const [command, args] = runAs.wrap(path.join(native.dir, 'bin', 'initdb'), [
    ...['-D', unfinished, '-U', serverUser, '--auth=trust', '-E', 'UTF8'],
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--data-checksums'],
  ]);
  try {
    await run(command, args, { env: { ...programEnv, ...native.env }, cwd: '/', ...runAs.ids });
  } catch (cause) {
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr).trim() : String(cause);
    throw new EmbeddedProblem(`The database could not be created in ${clusterDir}: ${said}`, { cause });
  }
  renameSync(unfinished, clusterDir);
}
