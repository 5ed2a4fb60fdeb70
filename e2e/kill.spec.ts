import { createServer, request as forward, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { Burst, seeded } from './burst.ts';
import { connectDemoPage, controlSandbox, signIn } from './desk-api.ts';
import {
  dataFolder,
  embeddedDatabaseUrl,
  freePort,
  startDeskProcess,
  startSandboxProcess,
} from './processes.ts';

const cleanUp: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const step of cleanUp.splice(0).toReversed()) await step();
});

/** Ends the burst; a burst that wrote next to nothing proves nothing. */
async function end(burst: Burst): Promise<void> {
  const { messages, replies } = await burst.stop();
  expect(messages).toBeGreaterThan(200);
  expect(replies).toBeGreaterThan(15);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** Facebook as it is, but for the time between its tries: it goes on for minutes. */
const impatient = {
  immediateRetries: 2,
  retryAfterMs: Array.from({ length: 300 }, () => 500),
  failureBudgetMs: 3_600_000,
};

async function startStory() {
  const folder = dataFolder();
  cleanUp.push(() => folder.remove());
  const sandbox = await startSandboxProcess();
  cleanUp.push(() => sandbox.stop('SIGKILL'));
  await controlSandbox(sandbox.url)('PATCH', '/_sim/settings', impatient);
  return { folder, sandbox, env: { GRAPH_URL: sandbox.url, FACEBOOK_URL: sandbox.url } };
}

test(
  'kill -9 in the middle of a burst, ten times: every acknowledged message is there once and in order, every reply went out at most once',
  { timeout: 300_000 },
  async () => {
    const { folder, sandbox, env } = await startStory();
    const options = { port: await freePort(), dataDir: folder.dir, env };
    let desk = startDeskProcess(options);
    cleanUp.push(() => desk.stop('SIGKILL'));
    await desk.ready();
    const admin = await signIn(desk.url);
    const demo = await connectDemoPage(admin, sandbox.url);

    const burst = new Burst(sandbox.url, demo, admin);
    burst.start();
    const random = seeded(20_261_121);
    for (let kill = 0; kill < 10; kill += 1) {
      await burst.goesOn(4);
      await pause(random() * 500);
      await desk.stop('SIGKILL');
      desk = startDeskProcess(options);
      await desk.ready();
    }
    await end(burst);
    await burst.settle();
    await burst.check();
    expect(await desk.stop('SIGINT')).toBe(0);
  },
);

test(
  'two servers on one database, one killed again and again: nothing lost, nothing doubled',
  { timeout: 300_000 },
  async () => {
    const { folder, sandbox, env } = await startStory();
    const [portA, portB] = [await freePort(), await freePort()];
    const front = await startFront([portA, portB]);
    cleanUp.push(() => front.close());
    const shared = { ...env, PUBLIC_URL: front.url };
    const first = startDeskProcess({ port: portA, dataDir: folder.dir, env: shared });
    cleanUp.push(() => first.stop('SIGINT'));
    await first.ready();
    const beside = dataFolder();
    cleanUp.push(() => beside.remove());
    const second = {
      port: portB,
      dataDir: beside.dir,
      env: {
        ...shared,
        DATABASE_URL: embeddedDatabaseUrl(folder.dir),
        FILES_URL: `file:${folder.dir}/files`,
      },
    };
    let other = startDeskProcess(second);
    cleanUp.push(() => other.stop('SIGKILL'));
    await other.ready();
    const admin = await signIn(front.url);
    const demo = await connectDemoPage(admin, sandbox.url);

    const burst = new Burst(sandbox.url, demo, admin);
    burst.start();
    const random = seeded(4_217);
    for (let kill = 0; kill < 4; kill += 1) {
      await burst.goesOn(4);
      await pause(random() * 500);
      await other.stop('SIGKILL');
      other = startDeskProcess(second);
      await other.ready();
    }
    await end(burst);
    await burst.settle();
    await burst.check();
  },
);

/** A load balancer as simple as can be: requests go to the servers in turn, to the other one when one is down. */
async function startFront(ports: readonly number[]): Promise<{ url: string; close(): Promise<void> }> {
  let turn = 0;
  const server: Server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      turn += 1;
      const attempt = (left: number): void => {
        const upstream = forward(
          {
            host: '127.0.0.1',
            port: ports[(turn + left) % ports.length],
            method: incoming.method,
            path: incoming.url,
            headers: incoming.headers,
          },
          (answer) => {
            outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
            answer.pipe(outgoing);
            answer.on('error', () => outgoing.destroy());
          },
        );
        upstream.on('error', () => {
          if (outgoing.headersSent) outgoing.destroy();
          else if (left > 0) attempt(left - 1);
          else outgoing.writeHead(502).end();
        });
        upstream.end(Buffer.concat(chunks));
      };
      attempt(ports.length - 1);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
