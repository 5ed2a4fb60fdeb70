import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { EmbeddedProblem, otherwise } from './embedded-problem.ts';
import type { NativeBinaries } from './native-binaries.ts';

/**
 * As whom PostgreSQL's programs run. They refuse root, and `initdb` wants an entry in the passwd file.
 *
 * - `direct`     as we are
 * - `user`       we are root: as an unprivileged user of the system
 * - `namespace`  in a user namespace of its own, where our uid looks like 65534; files stay ours
 */
export interface RunAs {
  kind: 'direct' | 'user' | 'namespace';
  /** What `spawn` must be given; empty unless `kind` is `user`. */
  ids: { uid?: number; gid?: number };
  /** The command line that starts `program` in that way. */
  wrap(program: string, args: string[]): [string, string[]];
}

interface Ids {
  uid: number;
  gid: number;
}

/** A closed environment: nothing of ours (keys, addresses) shows in the server's. */
export const programEnv = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' };

const namespaceArgs = ['-U', '--map-user=65534', '--map-group=65534'];

/**
 * Chooses a way to run PostgreSQL on `clusterDir` (which need not exist yet) below `dir`.
 * A cluster that exists is run by its owner, since PostgreSQL refuses any other.
 * @throws EmbeddedProblem when there is no way.
 */
export function chooseRunAs(dir: string, clusterDir: string, native: NativeBinaries): RunAs {
  const owner = ownerOf(clusterDir);
  const we = process.getuid?.() ?? 0;
  if (we !== 0) return chooseAsOrdinaryUser(we, owner, clusterDir, native);
  if (owner && owner.uid !== 0) return chooseOwner(owner, dir, clusterDir, native);

  const user = owner ? null : (findUser('postgres') ?? findUser('nobody'));
  if (user && canRun(user, dir, native)) return asUser(user);
  const namespace = asNamespace(native);
  if (namespace) return namespace;
  throw new EmbeddedProblem(
    `The embedded PostgreSQL does not run as root, and no unprivileged user can reach both ${dir} and ` +
      `${native.dir}: start as an ordinary user, move the folders where others may enter, or ${otherwise}.`,
  );
}

function chooseAsOrdinaryUser(
  we: number,
  owner: Ids | null,
  clusterDir: string,
  native: NativeBinaries,
): RunAs {
  if (owner && owner.uid !== we) {
    throw new EmbeddedProblem(
      `The database in ${clusterDir} belongs to user ${owner.uid}, and this is user ${we}: start as that user or as root, or choose another DATA_DIR.`,
    );
  }
  const way = hasPasswdEntry() ? direct : asNamespace(native);
  if (!way) {
    throw new EmbeddedProblem(
      `User ${we} has no entry in /etc/passwd, which the embedded PostgreSQL needs: add one, or ${otherwise}.`,
    );
  }
  if (!runs(native, way.kind === 'namespace' ? namespaceCommand(native) : versionCommand(native), {})) {
    throw new EmbeddedProblem(
      `The embedded PostgreSQL in ${native.dir} does not run on this system (it needs glibc): ${otherwise}.`,
    );
  }
  return way;
}

function chooseOwner(owner: Ids, dir: string, clusterDir: string, native: NativeBinaries): RunAs {
  if (canRun(owner, dir, native)) return asUser(owner);
  throw new EmbeddedProblem(
    `The database in ${clusterDir} belongs to user ${owner.uid}, who cannot reach both ${dir} and ${native.dir}: ` +
      `let that user enter these folders, or ${otherwise}.`,
  );
}

const direct: RunAs = { kind: 'direct', ids: {}, wrap: (program, args) => [program, args] };

function asUser(ids: Ids): RunAs {
  return { kind: 'user', ids, wrap: (program, args) => [program, args] };
}

function asNamespace(native: NativeBinaries): RunAs | null {
  if (process.platform !== 'linux' || !runs(native, namespaceCommand(native), {})) return null;
  return {
    kind: 'namespace',
    ids: {},
    wrap: (program, args) => ['unshare', [...namespaceArgs, program, ...args]],
  };
}

function versionCommand(native: NativeBinaries): [string, string[]] {
  return [path.join(native.dir, 'bin', 'postgres'), ['--version']];
}

function namespaceCommand(native: NativeBinaries): [string, string[]] {
  const [program, args] = versionCommand(native);
  return ['unshare', [...namespaceArgs, program, ...args]];
}

function canRun(ids: Ids, dir: string, native: NativeBinaries): boolean {
  return runs(native, versionCommand(native), ids) && runs(native, ['/bin/sh', ['-c', 'cd "$0"', dir]], ids);
}

function runs(native: NativeBinaries, [command, args]: [string, string[]], ids: Partial<Ids>): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore', cwd: '/', env: { ...programEnv, ...native.env }, ...ids });
    return true;
  } catch {
    return false;
  }
}

function ownerOf(dir: string): Ids | null {
  const stat = statSync(dir, { throwIfNoEntry: false });
  return stat ? { uid: stat.uid, gid: stat.gid } : null;
}

function findUser(name: string): Ids | null {
  try {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((entry) => entry.startsWith(`${name}:`));
    const [, , uid, gid] = line?.split(':') ?? [];
    return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null;
  } catch {
    return null;
  }
}

function hasPasswdEntry(): boolean {
  try {
    os.userInfo();
    return true;
  } catch {
    return false;
  }
}
