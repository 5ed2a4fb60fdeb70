import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, expect, test } from 'vitest';
import { EmbeddedProblem } from './embedded-problem.ts';
import { readProcess } from './process-facts.ts';
import { startEmbedded, type EmbeddedServer } from './start-embedded.ts';

const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534 };
const holder = fileURLToPath(new URL('../../testing/hold-embedded.ts', import.meta.url));
const root = mkdtempSync(path.join(os.tmpdir(), 'pde-'));
chmodSync(root, 0o711);

type Held = Pick<EmbeddedServer, 'connection' | 'mode' | 'pid'> & { problem?: string };
const children: ChildProcess[] = [];

/** Starts a process that owns the server of `dir`, and tells what it printed. */
async function hold(dir: string, ids: { uid?: number; gid?: number } = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', holder, dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...ids,
  });
  children.push(child);
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, held: JSON.parse(line) as Held };
}

async function query(server: Pick<EmbeddedServer, 'connection'>, text: string) {
  const client = new pg.Client(server.connection);
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

// One data folder goes through life: creating it takes longer than all the rest.
const dir = path.join(root, 'data');

test('a first start makes the database, and stopping leaves no process and no lock', async () => {
  const server = await startEmbedded({ dir });
  expect(server.mode).toBe('created');
  await query(server, 'create table fact (id int primary key)');
  await query(server, 'insert into fact values (1)');
  expect(statSync(server.connection.host).mode & 0o077).toBe(0);
  await server.stop();
  await server.stop();
  expect(readProcess(server.pid)).toBeNull();
  expect(readdirSync(dir)).toEqual(['pg18']);
});

test('a later start goes on with the same data, in a server without a TCP port', async () => {
  const server = await startEmbedded({ dir });
  try {
    expect(server.mode).toBe('started');
    expect(await query(server, 'select id from fact')).toEqual([{ id: 1 }]);
    expect(await query(server, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
    expect(await query(server, 'show fsync')).toEqual([{ fsync: 'on' }]);
  } finally {
    await server.stop();
  }
});

test('a second Pagedesk on the folder is refused in one line that names the first and the way out', async () => {
  const server = await startEmbedded({ dir });
  try {
    const refusal = startEmbedded({ dir });
    await expect(refusal).rejects.toThrow(EmbeddedProblem);
    await expect(refusal).rejects.toThrow(
      new RegExp(`^The data folder .* is in use by process ${process.pid}\\..*DATABASE_URL.*$`),
    );

    const { held } = await hold(dir);
    expect(held.problem).toContain(`process ${process.pid}`);
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  } finally {
    await server.stop();
  }
});

test("the server's own log quotes no row and no statement", async () => {
  const server = await startEmbedded({ dir });
  await query(server, 'create table word (text text check (length(text) < 5))');
  await expect(query(server, "insert into word values ('customer-said-this')")).rejects.toThrow('check');
  await server.stop();
  const logDir = path.join(dir, 'pg18', 'log');
  const log = readdirSync(logDir).map((name) => readFileSync(path.join(logDir, name), 'utf8'));
  expect(log.join('')).toContain('violates check constraint');
  expect(log.join('')).not.toContain('customer-said-this');
});

test('of two that start at once one runs, and the other is refused', async () => {
  const both = await Promise.all([hold(dir), hold(dir)]);
  const problems = both.map(({ held }) => held.problem).filter((problem) => problem !== undefined);
  expect(problems).toEqual([expect.stringContaining('is in use by process')]);
});

test('a server left running by a killed process is adopted, with what it holds', async () => {
  const { child, held } = await hold(dir);
  await query(held, 'insert into fact values (2)');
  await kill(child);

  const server = await startEmbedded({ dir });
  expect(server).toMatchObject({ mode: 'adopted', pid: held.pid });
  expect(await query(server, 'select count(*)::int as count from fact')).toEqual([{ count: 2 }]);
  await server.stop();
  expect(readProcess(held.pid)).toBeNull();
});

test('after the database alone is killed, its owner can stop, and the next start recovers', async () => {
  const first = await startEmbedded({ dir });
  await query(first, 'insert into fact values (3)');
  process.kill(first.pid, 'SIGKILL');
  await first.stop();

  const second = await startEmbedded({ dir });
  expect(await query(second, 'select count(*)::int as count from fact')).toEqual([{ count: 3 }]);
  await second.stop();
});

test('the owner is told once of a database that was killed, and not of one that was stopped', async () => {
  const told: EmbeddedProblem[] = [];
  const onLost = (problem: EmbeddedProblem) => told.push(problem);
  const stopped = await startEmbedded({ dir, onLost });
  await stopped.stop();
  const killed = await startEmbedded({ dir, onLost });
  process.kill(killed.pid, 'SIGKILL');
  await expect.poll(() => told.length, { timeout: 10_000 }).toBe(1);
  expect(told[0]?.message).toMatch(
    new RegExp(`^The embedded PostgreSQL \\(process ${killed.pid}\\) ended unasked`),
  );
  await killed.stop();
  expect(told).toHaveLength(1);
});

test('after both are killed at once, the next start recovers', async () => {
  for (let round = 4; round < 7; round++) {
    const { child, held } = await hold(dir);
    await query(held, `insert into fact values (${round})`);
    process.kill(held.pid, 'SIGKILL');
    await kill(child);
    const server = await startEmbedded({ dir });
    expect(await query(server, 'select count(*)::int as count from fact')).toEqual([{ count: round }]);
    await server.stop();
  }
});

test('a lock file that names another living program does not stop a start', async () => {
  const pidFile = path.join(dir, 'pg18', 'postmaster.pid');
  writeFileSync(
    pidFile,
    `${process.pid}\n${path.join(dir, 'pg18')}\n1700000000\n5432\n\n\n  123 4294967295\n`,
  );
  const owner = statSync(path.join(dir, 'pg18'));
  if (isRoot) chownSync(pidFile, owner.uid, owner.gid);
  // So does one of ours: the number of a process that is gone was given to another.
  writeFileSync(path.join(dir, 'pagedesk.lock'), JSON.stringify({ pid: process.pid, startedAt: '1' }));

  const server = await startEmbedded({ dir });
  expect(server.mode).toBe('started');
  await server.stop();
});

test('a lock of ours that holds nonsense does not stop a start', async () => {
  writeFileSync(path.join(dir, 'pagedesk.lock'), '{"pid":');
  const server = await startEmbedded({ dir });
  await server.stop();
  expect(existsSync(path.join(dir, 'pagedesk.lock'))).toBe(false);
});

test('a server that cannot start says why in one line', async () => {
  const start = startEmbedded({ dir, settings: { shared_buffers: 'plenty' } });
  await expect(start).rejects.toThrow(
    /^The embedded PostgreSQL did not start\. It said: .*shared_buffers.*$/,
  );
  // The folder is free again.
  const server = await startEmbedded({ dir });
  await server.stop();
});

test('a first creation that broke off is begun anew; a path too long for a socket gets one elsewhere', async () => {
  const long = path.join(root, 'a-long-name-'.repeat(8));
  mkdirSync(path.join(long, 'pg18.init'), { recursive: true });
  chmodSync(long, 0o711);
  writeFileSync(path.join(long, 'pg18.init', 'PG_VERSION'), '18\n');

  const server = await startEmbedded({ dir: long });
  expect(server.mode).toBe('created');
  expect(server.connection.host.startsWith(long)).toBe(false);
  expect(statSync(server.connection.host).mode & 0o077).toBe(0);
  expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
  expect(existsSync(server.connection.host)).toBe(false);
  expect(readdirSync(long)).toEqual(['pg18']);
});

test('a data folder that cannot be made is told in one line', async () => {
  writeFileSync(path.join(root, 'file'), '');
  await expect(startEmbedded({ dir: path.join(root, 'file', 'data') })).rejects.toThrow(
    /^The data folder .* cannot be used/,
  );
});

test.runIf(isRoot && mayRead(nobody))('root runs the server as an unprivileged user', async () => {
  const server = await startEmbedded({ dir });
  const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
  await server.stop();
  expect(/^Uid:\t(\d+)/m.exec(status)?.[1]).not.toBe('0');
});

test.runIf(isRoot && mayUseNamespaces())(
  'root starts a database in a folder that no other user can enter',
  async () => {
    const closed = path.join(root, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    for (const mode of ['created', 'started']) {
      const server = await startEmbedded({ dir: path.join(closed, 'data') });
      expect(server.mode).toBe(mode);
      expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
      await server.stop();
    }
  },
);

test.runIf(isRoot && mayRead(nobody))('an ordinary user has a database of their own', async () => {
  const own = path.join(root, 'own');
  mkdirSync(own);
  chownSync(own, nobody.uid, nobody.gid);
  const { held } = await hold(own, nobody);
  expect(held.mode).toBe('created');
  expect(statSync(held.connection.host).uid).toBe(nobody.uid);
  expect(await query(held, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test.runIf(isRoot && mayRead(nobody))(
  'root goes on with the database of an ordinary user, as that user',
  async () => {
    const server = await startEmbedded({ dir: path.join(root, 'own') });
    expect(server.mode).toBe('started');
    await server.stop();
    expect(statSync(path.join(root, 'own', 'pg18', 'PG_VERSION')).uid).toBe(nobody.uid);
  },
);

test.runIf(isRoot && mayRead(nobody))('an ordinary user is told whose database it is', async () => {
  const foreign = path.join(root, 'foreign');
  mkdirSync(path.join(foreign, 'pg18'), { recursive: true });
  chownSync(foreign, nobody.uid, nobody.gid);
  chownSync(path.join(foreign, 'pg18'), 12_345, 12_345);
  const { held } = await hold(foreign, nobody);
  expect(held.problem).toMatch(/belongs to user 12345, and this is user 65534/);
});

test.runIf(isRoot && mayRead(nobody))(
  'an ordinary user is told of a folder that only root may write',
  async () => {
    const { held } = await hold(dir, nobody);
    expect(held.problem).toMatch(/^The data folder .* cannot be used: EACCES.*$/);
  },
);

function mayUseNamespaces(): boolean {
  return succeeds('unshare', ['-U', '--map-user=65534', '--map-group=65534', 'true']);
}

function mayRead(ids: { uid: number; gid: number }): boolean {
  return succeeds(
    process.execPath,
    ['--check', holder.replace(/hold-embedded\.ts$/, '../../scripts/run.mjs')],
    ids,
  );
}

function succeeds(command: string, args: string[], ids: { uid?: number; gid?: number } = {}): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore', ...ids });
    return true;
  } catch {
    return false;
  }
}
