import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConfigProblem, readEnv, toConfig, type Config } from './config.ts';
import { readDemoState, type DemoState } from './demo/demo-state.ts';
import { runSandbox, SandboxProblem, type SandboxProcess } from './demo/run-sandbox.ts';
import { seedDemo } from './demo/seed.ts';
import { demoPassword, team } from './demo/story.ts';
import { noteAlive } from './desk/backfill/watch-outage.ts';
import type { Context } from './desk/context.ts';
import { measureDesk } from './desk/health.ts';
import { ensureExtensions } from './desk/extensions/is-on.ts';
import { createLoginGateway } from './desk/logins/login-gateway.ts';
import { countWrongSignature } from './desk/pages/health/count-wrong-signatures.ts';
import { createPageGateway } from './desk/pages/page-gateway.ts';
import { replaySetAside } from './desk/pages/replay-set-aside.ts';
import { createAppGateway } from './desk/setup-room/app-gateway.ts';
import { ensureFirstAdministrator } from './desk/team/first-administrator.ts';
import { openFirstRun } from './desk/team/first-run.ts';
import { createGraph } from './facebook/graph/client.ts';
import { createAttachmentSource } from './facebook/messenger/attachments.ts';
import { buildApp } from './http/app.ts';
import { createGate } from './http/session.ts';
import { createWebhookCounts, registerWebhook } from './http/webhook.ts';
import { createSignatureWatch } from './http/webhook-signatures.ts';
import { createDistributor, measureDistribution } from './jobs/distributor.ts';
import { createHandlers } from './jobs/handlers.ts';
import { ensureWatch } from './jobs/keep-watch.ts';
import { ensureCloseOverdue } from './jobs/close-overdue.ts';
import { ensureFollowEvents } from './jobs/follow-events.ts';
import { ensureKeepTimes } from './jobs/forget.ts';
import { ensureHousekeeping } from './jobs/housekeeping.ts';
import { ensureProbes } from './jobs/probe-page.ts';
import { createLanes } from './jobs/lanes.ts';
import { ensureOutageWatch } from './jobs/watch-outage.ts';
import { ensureQueueWatch } from './jobs/watch-queue.ts';
import { createWorker } from './jobs/worker.ts';
import { ShiftedClock } from './kit/clock.ts';
import { createLogger, type Logger } from './kit/logger.ts';
import { createMetrics } from './kit/metrics.ts';
import { loadOrCreateSecretKey } from './kit/secret-key-file.ts';
import { createOutgoing } from './kit/outgoing.ts';
import { createSecrets } from './kit/secrets.ts';
import { createMailer, serverOf } from './kit/smtp.ts';
import { createUuidV7 } from './kit/uuidv7.ts';
import { Hub } from './realtime/hub.ts';
import { openLiveDoor } from './realtime/socket.ts';
import { openBell } from './store/bell.ts';
import { clearDatabase } from './store/clear-database.ts';
import { keepWaitsShort } from './store/clock-moves.ts';
import { openDatabase, type Connection, type Db } from './store/db.ts';
import { createDeliveryWriter } from './store/deliveries.ts';
import { ensurePartitions } from './store/delivery-days.ts';
import { EmbeddedProblem } from './store/embedded/embedded-problem.ts';
import { startEmbedded } from './store/embedded/start-embedded.ts';
import { openFolderStorage } from './store/file-storage.ts';
import { migrate } from './store/migrate.ts';
import { beatProcess, processBeatMs, pruneProcesses, removeProcess } from './store/processes.ts';

/** Beside the bundle in a build: `dist/server/main.js`. */
const here = path.dirname(fileURLToPath(import.meta.url));
const webDir = path.join(here, '../web');
const sandboxEntry = path.join(here, '../sandbox/main.js');
/** Webhooks a second from which on what nobody waits for holds back. */
const BUSY_PER_SECOND = 500;
/** What is in hand may take this long to end. */
const STOP_WITHIN_MS = 15_000;
/** Nothing can be brought to its end then; the door and the sandbox are closed. */
const STOP_WITHOUT_DATABASE_WITHIN_MS = 3_000;

type Step = () => unknown;

/** What was started, to be stopped in reverse. Once it ran, it takes the last step and ends the start. */
class Stopper {
  readonly #steps: Step[] = [];
  #hasRun = false;

  add(step: Step): void {
    this.#steps.push(step);
    if (this.#hasRun) throw new Error('Stopped in the middle of the start.');
  }

  /** Runs every step, also after one that failed. @throws the first failure. */
  async run(): Promise<void> {
    this.#hasRun = true;
    const errors: unknown[] = [];
    for (const step of this.#steps.splice(0).toReversed()) {
      try {
        await step();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
  }
}

interface Start {
  config: Config;
  log: Logger;
  stopper: Stopper;
  /** Told of what cannot be gone on without. */
  onLost: (error: unknown) => void;
}

/** Starts everything from the ground up. */
async function start({ config, log, stopper, onLost }: Start): Promise<void> {
  const clock = new ShiftedClock();
  const newId = createUuidV7(clock);
  const processId = newId();
  const warn = (what: string) => (error: unknown) => log.warn({ err: error }, what);

  const connection = await openStore({ config, log, stopper, onLost });
  await migrate(connection);
  const onError = warn('A database connection was lost.');
  const database = openDatabase(connection, { keptConnections: 6, onError });
  stopper.add(() => database.close());
  const { db } = database;
  const demo = config.sandbox ? await prepareDemo(config, connection, db, log) : 'none';
  await ensurePartitions(db, clock.now());
  const bell = await openBell(database, connection, { processId, onError: warn('The bell was lost.') });
  stopper.add(() => bell.close());
  const ground: Omit<Context, 'actor'> = { db, clock, bell, newId };
  await ensureExtensions(ground);
  const runsWorker = config.roles.has('worker');
  await announceProcess(ground, { id: processId, runsWorker }, stopper, onError);

  const sandbox = config.sandbox
    ? await openSandbox(config, config.sandbox, { db, clock }, log, stopper)
    : null;
  const secrets = createSecrets(config.secretKey ?? loadOrCreateSecretKey(config.dataDir));
  const storage = await openFolderStorage(config.filesDir);
  const graphUrl = config.facebook.graphUrl ?? sandbox?.url ?? '';
  const graph = createGraph({ graphUrl, version: config.facebook.graphVersion, clock });
  stopper.add(() => graph.close());
  const gateway = createPageGateway(graph);
  const dialog = {
    facebookUrl: config.facebook.dialogUrl ?? sandbox?.url ?? '',
    graphVersion: config.facebook.graphVersion,
  };
  const { host, port } = config.http;
  const publicUrl = config.publicUrl ?? `http://localhost:${port}`;
  const appGateway = createAppGateway(graph);

  // Of its own, so that a webhook never waits for a connection that something slower holds.
  const journal = openDatabase(connection, { maxConnections: 2, onError });
  stopper.add(() => journal.close());
  let wakeLanes = () => bell.ring('inbound');
  const writer = createDeliveryWriter(journal, { clock, onWritten: () => wakeLanes() });
  stopper.add(() => writer.close());

  const outgoing = createOutgoing({ allowsPrivate: config.allowsPrivateWebhooks });
  stopper.add(() => outgoing.close());
  const metrics = createMetrics();
  if (runsWorker) {
    const actor = { kind: 'system', name: 'worker' } as const;
    const source = createAttachmentSource({ graphUrl });
    const handlers = createHandlers({
      ...ground,
      actor,
      graph,
      secrets,
      storage,
      source,
      mailer: config.mail && createMailer(config.mail),
      outgoing,
      publicUrl,
      log,
      random: Math.random,
    });
    const lanes = createLanes({
      connection,
      clock,
      bell,
      newId,
      secrets,
      onError: warn('A batch of webhook events was lost and will be tried again.'),
      onFailure: (error, event) =>
        log.warn({ err: error, ...event }, 'A webhook event could not be applied.'),
      intakeLoad: () => writer.load(),
    });
    const isHurried = () => writer.load().perSecond > BUSY_PER_SECOND || lanes.isBehind();
    const worker = createWorker({ db, clock, bell, handlers, log, isHurried });
    await ensureHousekeeping(db, clock.now());
    await ensureCloseOverdue(db, clock.now());
    await ensureWatch(db, clock.now());
    await ensureFollowEvents(db, clock.now());
    await ensureKeepTimes(db, clock.now());
    await ensureProbes(db, clock.now());
    await ensureOutageWatch(db, clock.now());
    await ensureQueueWatch(db, clock.now());
    const distributor = createDistributor(
      { ...ground, actor: { kind: 'system', name: 'Pagedesk' } },
      {
        onError: warn('A round of distribution was lost and will be made again.'),
        onRound: measureDistribution(metrics),
      },
    );
    wakeLanes = () => lanes.wake();
    worker.start();
    lanes.start();
    distributor.start();
    stopper.add(() => Promise.all([worker.stop(), lanes.stop(), distributor.stop()]));
  }

  measureDesk(ground, metrics);
  const counts = createWebhookCounts();
  const signatures = createSignatureWatch(
    (app, times) => countWrongSignature(ground, app, times),
    warn('Wrong signatures could not be counted.'),
  );
  stopper.add(() => signatures.flush());
  metrics.gauge('pagedesk_webhooks_total', 'Webhook requests by outcome since the start.', () =>
    Object.entries(counts).map(([outcome, value]) => ({ labels: { outcome }, value })),
  );
  const gate = createGate(ground, publicUrl, config.trustProxy);
  const app = await buildApp({
    ground,
    gate,
    log,
    publicUrl,
    trustProxy: config.trustProxy,
    allowsPrivateWebhooks: config.allowsPrivateWebhooks,
    sandboxUrl: sandbox?.url ?? null,
    storage,
    secrets,
    outgoing,
    gateway,
    logins: createLoginGateway(graph),
    dialog,
    threads: { graph, secrets },
    appGateway,
    metrics,
    doctor: { graph, secrets, publicUrl },
    mailSetup: {
      isSetUp: config.mail !== null,
      server: config.mail && serverOf(config.mail.smtpUrl),
      from: config.mail?.from ?? null,
    },
    replaySetAside,
    ...(existsSync(webDir) ? { webDir } : {}),
    registerWebhook: (door) =>
      registerWebhook(door, {
        db,
        writer,
        secrets,
        clock,
        counts,
        signatures,
        allowSha1: config.acceptsSha1Signatures,
        onError: warn('A webhook could not be stored; Facebook will send it again.'),
      }),
  });
  const hub = new Hub({ ground, processId, log });
  await hub.start();
  clock.onShift(() => hub.startAnew());
  clock.onShift(() => void noteAlive(db, clock.now()).catch(warn('A sign of life could not be noted.')));
  metrics.gauge('pagedesk_live_sockets', 'Open desks of this process.', () => hub.size);
  const live = openLiveDoor({ server: app.server, hub, gate, log });
  stopper.add(async () => {
    await hub.stop();
    live.close();
    await app.close();
  });
  // Who finds the desk ready can sign in.
  if (config.firstAdmin) await ensureFirstAdministrator(ground, config.firstAdmin);
  await app.listen({ host, port });

  if (sandbox && demo === 'possible') {
    log.info('Playing the demo’s history…');
    await seedDemo({ ground, clock, secrets, gateway, publicUrl, sandboxUrl: sandbox.url });
  }
  const firstRun = await openFirstRun(ground);
  greet({ publicUrl, sandboxUrl: sandbox?.url ?? null, hasDemo: demo !== 'none', firstRun });
}

/** The PostgreSQL that was named, or the one that comes along. */
async function openStore({ config, log, stopper, onLost }: Start): Promise<Connection> {
  if (config.databaseUrl !== null) return { connectionString: config.databaseUrl };
  const embedded = await startEmbedded({
    dir: config.dataDir,
    log: (message) => log.info(message),
    onLost,
  });
  stopper.add(() => embedded.stop());
  return embedded.connection;
}

/** Tells the other processes that this one lives, and clears away those that no longer do. */
async function announceProcess(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { id, runsWorker }: { id: string; runsWorker: boolean },
  stopper: Stopper,
  onError: (error: unknown) => void,
): Promise<void> {
  const startedAt = clock.now();
  const beat = async () => {
    await beatProcess(db, { id, startedAt, runsWorker }, clock.now());
    await pruneProcesses(db, clock.now());
  };
  await beat();
  const timer = setInterval(() => void beat().catch(onError), processBeatMs);
  stopper.add(async () => {
    clearInterval(timer);
    await removeProcess(db, id);
  });
}

/** Sees how far the demo is, and clears away one that was broken off, so that it can be played from the start. */
async function prepareDemo(
  config: Config,
  connection: Connection,
  db: Db,
  log: Logger,
): Promise<Exclude<DemoState, 'unfinished'>> {
  const state = await readDemoState(db);
  if (state === 'whole') return state;
  if (state === 'none') {
    log.info('This desk is in use: the demo is not added to it.');
    return state;
  }
  if (state === 'unfinished') {
    if (config.databaseUrl !== null) {
      throw new SandboxProblem(
        'The demo in the database at DATABASE_URL was broken off: give it an empty database, or set SANDBOX=off.',
      );
    }
    log.info('The demo was broken off last time: beginning anew.');
    await clearDatabase(db);
    await migrate(connection);
  }
  rmSync(sandboxFile(config), { force: true });
  return 'possible';
}

/** Where the sandbox keeps its world between runs. */
function sandboxFile(config: Config): string {
  return path.join(config.dataDir, 'sandbox.json');
}

/** The stand-in for Facebook. When somebody moves its clock, the desk's goes along. */
async function openSandbox(
  config: Config,
  { port }: { port: number },
  { db, clock }: { db: Db; clock: ShiftedClock },
  log: Logger,
  stopper: Stopper,
): Promise<SandboxProcess> {
  const sandbox = await runSandbox({
    entry: sandboxEntry,
    port,
    host: config.http.host,
    file: sandboxFile(config),
    onClock: (offsetMs) => {
      const backMs = clock.offsetMs - offsetMs;
      clock.shiftTo(offsetMs);
      if (backMs <= 0) return;
      keepWaitsShort(db, clock.now(), backMs).catch((error: unknown) =>
        log.error({ err: error }, 'What waits for a time may wait for longer than it should.'),
      );
    },
    onLost: (code) => log.error({ code }, 'The sandbox ended. Start Pagedesk again to have it back.'),
  });
  stopper.add(() => sandbox.stop());
  return sandbox;
}

/** What a person at the terminal needs to know. */
function greet(facts: {
  publicUrl: string;
  sandboxUrl: string | null;
  hasDemo: boolean;
  firstRun: string | null;
}): void {
  const lines = ['', `  Pagedesk   ${facts.publicUrl}`];
  if (facts.sandboxUrl) {
    lines.push(`  Sandbox    ${facts.sandboxUrl}   (be a customer there, and write)`, '');
  }
  if (facts.hasDemo) {
    lines.push(`  Sign in with one of these; the password is ${demoPassword}`);
    for (const { name, email, role } of team) lines.push(`    ${email.padEnd(22)} ${name}, ${role}`);
    lines.push('', '  Ctrl-C stops everything.');
  }
  if (facts.firstRun) {
    lines.push('', '  Create the administrator here (the link works once):');
    lines.push(`    ${facts.publicUrl}/first-run?token=${facts.firstRun}`);
  }
  process.stdout.write(`${lines.join('\n')}\n\n`);
}

/** One line for what a person can mend; everything else with its stack. */
function explain(error: unknown, config: Config | null): string {
  if (error instanceof ConfigProblem || error instanceof EmbeddedProblem || error instanceof SandboxProblem) {
    return error.message;
  }
  const { code, message, stack } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return `Port ${config?.http.port} is in use: set PORT to another one.`;
  if (code === 'EACCES') return `${message}: choose another PORT or DATA_DIR, or give the rights.`;
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND')
    return `The database at DATABASE_URL does not answer: ${message}.`;
  return stack ?? message;
}

async function main(): Promise<void> {
  let config: Config | null = null;
  const stopper = new Stopper();
  const fail = async (error: unknown) => {
    process.stderr.write(`${explain(error, config)}\n`);
    await stopper.run().catch(() => undefined);
    process.exit(1);
  };
  try {
    config = toConfig(readEnv());
  } catch (error) {
    return fail(error);
  }
  const log = createLogger(config.log);
  let isStopping = false;
  const stop = (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, 'Stopping…');
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    stopAll().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'The stop failed.');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const lose = (error: unknown) => {
    if (isStopping) return;
    isStopping = true;
    process.stderr.write(`${explain(error, config)}\n`);
    setTimeout(() => process.exit(1), STOP_WITHOUT_DATABASE_WITHIN_MS).unref();
    void stopAll()
      .catch(() => undefined)
      .then(() => process.exit(1));
  };
  const starting = start({ config, log, stopper, onLost: lose });
  // What was under way when the signal came may still start one thing, which has to stop as well.
  const stopAll = async () => {
    await stopper.run();
    await starting.catch(() => undefined);
    await stopper.run();
  };
  try {
    await starting;
  } catch (error) {
    if (!isStopping) await fail(error);
  }
}

await main();
