import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, expect, test } from 'vitest';
import { dataFolder, freePort, waitFor } from './processes.ts';
import { listByArgument, readTree, stillRunning } from './process-tree.ts';

const start = fileURLToPath(new URL('../scripts/start.mjs', import.meta.url));
const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534 };
const folder = dataFolder();
const running: ChildProcess[] = [];

afterEach(() => {
  for (const child of running.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  }
});
afterAll(() => folder.remove());

interface Started {
  child: ChildProcess;
  url: string;
  sandboxUrl: string;
  output(): string;
  errors(): string;
}

/** Runs what `npm start` runs, in a process group of its own, as a terminal would. */
async function npmStart(
  env: Record<string, string>,
  ids: { uid?: number; gid?: number } = {},
): Promise<Started> {
  const port = await freePort();
  const sandboxPort = await freePort();
  const child = spawn(process.execPath, [start], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: { PATH: process.env['PATH'], PORT: `${port}`, SANDBOX_PORT: `${sandboxPort}`, ...env },
    ...ids,
  });
  running.push(child);
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return {
    child,
    url: `http://127.0.0.1:${env['PORT'] ?? port}`,
    sandboxUrl: `http://127.0.0.1:${sandboxPort}`,
    output: () => output,
    errors: () => errors,
  };
}

async function isReady({ url, child, output, errors }: Started): Promise<void> {
  const ended = once(child, 'close').then(() => {
    throw new Error(`It ended: ${output()}${errors()}`);
  });
  await Promise.race([
    ended,
    waitFor('the desk to be ready', async () => child.exitCode !== null || (await fetch(`${url}/readyz`)).ok),
  ]);
}

/** What Ctrl-C does: the signal goes to every process of the group. */
async function pressCtrlC({ child }: Started): Promise<number | null> {
  const gone = once(child, 'exit');
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
  await gone;
  return child.exitCode;
}

/** Waits for a start that must fail, and tells its code and the lines of its complaint. */
async function failure(started: Started): Promise<{ code: number | null; lines: string[] }> {
  if (started.child.exitCode === null) await once(started.child, 'close');
  return {
    code: started.child.exitCode,
    lines: started
      .errors()
      .split('\n')
      .filter((line) => line.trim() !== ''),
  };
}

test('npm start serves desk and sandbox, prints how to get in, and Ctrl-C leaves no process behind', async () => {
  const started = await npmStart({ DATA_DIR: folder.dir });
  await isReady(started);
  await waitFor('the sandbox to answer', async () => (await fetch(started.sandboxUrl)).ok);
  await waitFor('the sign-ins to be printed', () => /@.*\S/.test(started.output()));
  expect(started.output()).toContain(new URL(started.url).port);
  expect(started.output()).toContain(new URL(started.sandboxUrl).port);

  const tree = readTree(started.child.pid ?? 0);
  expect(tree.length).toBeGreaterThan(3);
  expect(await pressCtrlC(started)).toBe(0);
  expect(stillRunning(tree)).toEqual([]);
  expect(started.errors()).toBe('');
});

test('a second start on the same data resumes it', async () => {
  const key = statSync(path.join(folder.dir, 'secret-key')).mtimeMs;
  const begunMs = performance.now();
  const started = await npmStart({ DATA_DIR: folder.dir });
  await isReady(started);
  expect(performance.now() - begunMs).toBeLessThan(15_000);
  expect(statSync(path.join(folder.dir, 'secret-key')).mtimeMs).toBe(key);

  const second = await failure(await npmStart({ DATA_DIR: folder.dir }));
  expect(second.code).toBeGreaterThan(0);
  expect(second.lines).toEqual([expect.stringMatching(/is in use by process \d+.*DATABASE_URL/)]);

  expect((await fetch(`${started.url}/readyz`)).status).toBe(200);
  expect(await pressCtrlC(started)).toBe(0);
});

test('a port in use is told in one line, and nothing stays behind', async () => {
  const occupied = createServer().listen(0, '127.0.0.1');
  await once(occupied, 'listening');
  const address = occupied.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  try {
    const started = await npmStart({ DATA_DIR: folder.dir, PORT: `${port}` });
    const tree = readTree(started.child.pid ?? 0);
    const { code, lines } = await failure(started);
    expect(code).toBeGreaterThan(0);
    expect(lines).toEqual([expect.stringContaining(`${port}`)]);
    expect(lines[0]).toMatch(/in use/);
    expect(stillRunning(tree)).toEqual([]);
    expect(existsSync(path.join(folder.dir, 'pg18', 'postmaster.pid'))).toBe(false);
  } finally {
    occupied.close();
  }
});

test('Ctrl-C at any moment of a first start leaves no process behind', async () => {
  for (const afterMs of [150, 500, 900, 1_400, 2_000, 3_000]) {
    const fresh = dataFolder();
    const started = await npmStart({ DATA_DIR: fresh.dir });
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    const tree = readTree(started.child.pid ?? 0);
    const code = await pressCtrlC(started);
    const what = `stopped after ${afterMs} ms with ${code}; ${started.output()} ${started.errors()}`;
    // npm may leave a moment before what it started.
    await expect.poll(() => stillRunning(tree), { message: what }).toEqual([]);
    expect(listByArgument(fresh.dir), `stopped after ${afterMs} ms`).toEqual([]);
    fresh.remove();
  }
});

test('a first start that was broken off in its demo is begun anew by the next', async () => {
  const fresh = dataFolder();
  const first = await npmStart({ DATA_DIR: fresh.dir });
  await waitFor('the demo to begin', () => first.output().includes('Playing'));
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await pressCtrlC(first)).toBe(0);

  const second = await npmStart({ DATA_DIR: fresh.dir });
  await waitFor('the sign-ins to be printed', () => second.output().includes('Sign in with'));
  expect(await pressCtrlC(second)).toBe(0);
  expect(second.errors()).toBe('');

  const third = await npmStart({ DATA_DIR: fresh.dir });
  await waitFor('the sign-ins to be printed', () => third.output().includes('Sign in with'));
  expect(third.output()).not.toContain('Playing');
  expect(await pressCtrlC(third)).toBe(0);
  fresh.remove();
});

test('wrong settings are told in a line each', async () => {
  const { code, lines } = await failure(
    await npmStart({ DATA_DIR: folder.dir, PORT: 'three thousand', LOG_LEVEL: 'loud' }),
  );
  expect(code).toBeGreaterThan(0);
  expect(lines).toEqual([
    expect.stringMatching(/^PORT is "three thousand": expected /),
    expect.stringMatching(/^LOG_LEVEL is "loud": expected /),
  ]);
});

test('a database that cannot be reached is told in one line', async () => {
  const port = await freePort();
  const { code, lines } = await failure(
    await npmStart({
      DATA_DIR: folder.dir,
      DATABASE_URL: `postgres://nobody:hunter2@127.0.0.1:${port}/desk`,
    }),
  );
  expect(code).toBeGreaterThan(0);
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain('hunter2');
});

test.runIf(isRoot && mayRead(nobody))('npm start works for an ordinary user', async () => {
  const own = path.join(folder.dir, 'own');
  mkdirSync(own);
  chownSync(own, nobody.uid, nobody.gid);
  const started = await npmStart({ DATA_DIR: own }, nobody);
  await isReady(started);
  const tree = readTree(started.child.pid ?? 0);
  expect(await pressCtrlC(started)).toBe(0);
  expect(stillRunning(tree)).toEqual([]);
});

function mayRead(ids: { uid: number; gid: number }): boolean {
  try {
    execFileSync('cat', [start], { stdio: 'ignore', ...ids });
    return true;
  } catch {
    return false;
  }
}
