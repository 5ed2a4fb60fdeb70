import { accessSync, chmodSync, constants, existsSync, mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { adoptServer, bootServer, type RunningServer } from './boot-server.ts';
import { createCluster, hasCluster, serverUser } from './create-cluster.ts';
import { EmbeddedProblem } from './embedded-problem.ts';
import { ensureLibraryLinks, findNativeDir } from './native-binaries.ts';
import { acquireOwnerLock } from './owner-lock.ts';
import { socketPort } from './postmaster-files.ts';
import { chooseRunAs } from './run-as.ts';
import { serverSettings } from './server-settings.ts';
import { stopServer } from './stop-server.ts';
import { watchServer } from './watch-server.ts';

export interface EmbeddedInput {
  /** The data folder; the cluster is `pg18` in it. Made when missing. */
  dir: string;
  /** Told in a sentence what takes time: the first creation, an adoption. */
  log?: (message: string) => void;
  /**
   * Told once, within seconds, when the server ended without being asked to. It is not started again here:
   * what was under way is lost with it, and a fresh start of the whole is the way that is walked every day.
   */
  onLost?: (problem: EmbeddedProblem) => void;
  /** Server settings beside, or instead of, our own (`server-settings.ts`). */
  settings?: Readonly<Record<string, string>>;
}

/** A running embedded PostgreSQL that this process owns. */
export interface EmbeddedServer {
  /** Ready for `pg`: `host` is the folder of the UNIX socket. */
  connection: { host: string; port: number; user: string; database: string };
  /** `created`: a new, empty database · `adopted`: running already, left by a killed process. */
  mode: 'created' | 'started' | 'adopted';
  pid: number;
  /** Stops the server and gives the data folder free. A second call does nothing. */
  stop(): Promise<void>;
}

const databaseName = 'pagedesk';

/** The folder bears the major version: the files of one cannot be read by the next. */
const clusterName = 'pg18';

/**
 * Starts the embedded PostgreSQL in a data folder, or adopts the one that a killed Pagedesk left running.
 * It listens on a UNIX socket in a private folder only: no port, no password, nobody else.
 *
 * A data folder has one owner at a time. A second process is refused with the number of the first one,
 * rather than let in to a database that stops when the first one leaves; `DATABASE_URL` is the way to
 * run several.
 *
 * @throws EmbeddedProblem one sentence for the terminal.
 */
export async function startEmbedded(input: EmbeddedInput): Promise<EmbeddedServer> {
  const dir = openDataDir(input.dir);
  const lock = acquireOwnerLock(dir);
  try {
    const clusterDir = path.join(dir, clusterName);
    const { server, mode } = await findOrBoot(clusterDir, input);
    const connection = { host: server.socketDir, port: socketPort, user: serverUser, database: databaseName };
    // Ours from here on: whatever fails now must not leave it behind.
    await createDatabase(connection).catch(async (error: unknown) => {
      await stopServer(clusterDir, server).catch(() => undefined);
      throw error;
    });

    const unwatch = watchServer(clusterDir, server.pid, () => input.onLost?.(lost(server.pid, clusterDir)));
    let stopping: Promise<void> | undefined;
    const stop = () => {
      unwatch();
      return (stopping ??= stopServer(clusterDir, server).finally(() => lock.release()));
    };
    return { connection, mode, pid: server.pid, stop };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function lost(pid: number, clusterDir: string): EmbeddedProblem {
  return new EmbeddedProblem(
    `The embedded PostgreSQL (process ${pid}) ended unasked (its log is in ${path.join(clusterDir, 'log')}). Start Pagedesk again: the database recovers by itself.`,
  );
}

async function findOrBoot(
  clusterDir: string,
  input: EmbeddedInput,
): Promise<{ server: RunningServer; mode: EmbeddedServer['mode'] }> {
  const dir = path.dirname(clusterDir);
  const native = ensureLibraryLinks(findNativeDir(), path.join(dir, 'lib'));
  // Asked before an adoption too: it tells in words whose database it is, when it is not ours.
  const runAs = chooseRunAs(dir, clusterDir, native);
  const adopted = await adoptServer(clusterDir);
  if (adopted) {
    input.log?.(`The database was still running (process ${adopted.pid}): going on with it.`);
    return { server: adopted, mode: 'adopted' };
  }
  const isNew = !hasCluster(clusterDir);
  if (isNew) {
    input.log?.(`Creating the database in ${clusterDir}.`);
    await createCluster(clusterDir, native, runAs);
  }
  const settings = { ...serverSettings, ...input.settings };
  const server = await bootServer({ clusterDir, native, runAs, settings });
  return { server, mode: isNew ? 'created' : 'started' };
}

/** Makes the folder when it is missing, and resolves links: a server is recognised by its path. */
function openDataDir(dir: string): string {
  try {
    if (!existsSync(dir)) {
      mkdirSync(dir, { recursive: true });
      // When we are root the server is another user, who must pass through to its own folder in here.
      chmodSync(dir, process.getuid?.() === 0 ? 0o711 : 0o700);
    }
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
    return realpathSync(dir);
  } catch (cause) {
    throw new EmbeddedProblem(
      `The data folder ${path.resolve(dir)} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}.`,
      {
        cause,
      },
    );
  }
}

async function createDatabase(connection: EmbeddedServer['connection']): Promise<void> {
  const client = new pg.Client({ ...connection, database: 'postgres' });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [connection.database]);
    if (found.rowCount === 0) await client.query(`create database ${connection.database}`);
  } finally {
    await client.end();
  }
}
