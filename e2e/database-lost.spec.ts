import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { connectDemoPage, controlSandbox, signIn, type DeskClient, type SandboxDemo } from './desk-api.ts';
import { readTree, stillRunning } from './process-tree.ts';
import { dataFolder, freePort, startDeskProcess, startSandboxProcess, waitFor } from './processes.ts';

const cleanUp: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step();
});

async function startStory() {
  const folder = dataFolder();
  cleanUp.push(() => folder.remove());
  const sandbox = await startSandboxProcess();
  cleanUp.push(() => sandbox.stop('SIGKILL'));
  const retries = { retryAfterMs: Array.from({ length: 200 }, () => 250) };
  await controlSandbox(sandbox.url)('PATCH', '/_sim/settings', retries);
  const env = { GRAPH_URL: sandbox.url, FACEBOOK_URL: sandbox.url };
  const options = { port: await freePort(), dataDir: folder.dir, env };
  const desk = startDeskProcess(options);
  cleanUp.push(() => desk.stop('SIGKILL'));
  await desk.ready();
  const admin = await signIn(desk.url);
  const demo = await connectDemoPage(admin, sandbox.url);
  return { folder, sandbox, options, desk, admin, demo };
}

function postmasterOf(dir: string): number {
  return Number(readFileSync(join(dir, 'pg18/postmaster.pid'), 'utf8').split('\n')[0]);
}

/** A process of the database that serves a connection of the desk. */
function backendOf(postmaster: number): number {
  const found = readTree(postmaster).find(({ pid }) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('pagedesk pagedesk'),
  );
  if (found === undefined) throw new Error('Nobody is connected.');
  return found.pid;
}

async function write(sandboxUrl: string, demo: SandboxDemo, text: string): Promise<void> {
  const [person] = demo.people;
  await controlSandbox(sandboxUrl)('POST', `/_sim/threads/${demo.pageId}/${person?.id}/messages`, { text });
}

async function seesLast(admin: DeskClient, text: string): Promise<void> {
  await waitFor(`the desk to show "${text}"`, async () => {
    const { items } = await admin.get<{ items: { lastMessage: { text: string } | null }[] }>(
      '/api/conversations?view=all&limit=5',
    );
    return items.some(({ lastMessage }) => lastMessage?.text === text);
  });
}

test('the database loses a process and recovers: the desk goes on by itself', async () => {
  const { folder, sandbox, desk, admin, demo } = await startStory();
  await write(sandbox.url, demo, 'before the crash');
  await seesLast(admin, 'before the crash');
  const postmaster = postmasterOf(folder.dir);
  process.kill(backendOf(postmaster), 'SIGKILL');
  await write(sandbox.url, demo, 'in the crash');
  await seesLast(admin, 'in the crash');
  await write(sandbox.url, demo, 'after the crash');
  await seesLast(admin, 'after the crash');
  expect(postmasterOf(folder.dir)).toBe(postmaster);
  expect((await fetch(`${desk.url}/readyz`)).status).toBe(200);
  expect(await desk.stop('SIGINT')).toBe(0);
});

test('the embedded database is killed: the desk ends with one clear line, and its next start has everything', async () => {
  const { folder, sandbox, desk, options, admin, demo } = await startStory();
  await write(sandbox.url, demo, 'before the end');
  await seesLast(admin, 'before the end');
  const tree = readTree(desk.process.pid ?? 0);
  process.kill(postmasterOf(folder.dir), 'SIGKILL');
  expect(await desk.ended).toBe(1);
  const said = desk
    .output()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('{'));
  expect(said.filter((line) => line.includes('PostgreSQL'))).toEqual([
    expect.stringMatching(/^The embedded PostgreSQL \(process \d+\) ended unasked .* Start Pagedesk again/),
  ]);
  expect(said.join('\n')).not.toContain('    at ');
  await waitFor('every process to be gone', () => stillRunning(tree).length === 0);

  await write(sandbox.url, demo, 'while it was down');
  const next = startDeskProcess(options);
  cleanUp.push(() => next.stop('SIGKILL'));
  await next.ready();
  await seesLast(admin, 'while it was down');
  const { items } = await admin.get<{ items: { id: string }[] }>('/api/conversations?view=all&limit=5');
  const { items: messages } = await admin.get<{ items: { text: string | null }[] }>(
    `/api/conversations/${items[0]?.id}/messages?limit=50`,
  );
  expect(messages.map(({ text }) => text)).toEqual(
    expect.arrayContaining(['before the end', 'while it was down']),
  );
  expect(await next.stop('SIGINT')).toBe(0);
});
