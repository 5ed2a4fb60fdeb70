import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureDistribution, type DistributionRow } from './distribution.ts';
import { measureIntake, measureWithBacklog, type IntakeRow } from './intake.ts';
import { measureProcessed, type ProcessedRow } from './processed.ts';
import { measurePixels, measureReplies, type LatencyRow } from './screen.ts';
import { median, startStage, treeMemoryMiB, type Stage } from './stage.ts';

/**
 * `npm run bench [-- --quick] [--only start,intake,processed,screen,slow,distribution] [--profile]`: prints every figure of
 * `docs/performance.md`, side by side in one run. Loopback only, bounded in count and time, and it stops by itself.
 */
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: 'start,intake,processed,screen,slow,distribution' },
    /** Keeps a CPU profile of the server, to be opened in a browser's developer tools. */
    profile: { type: 'boolean', default: false },
  },
});
const { quick } = options;
const parts = new Set(options.only.split(','));
const resultsDir = fileURLToPath(new URL('./results/', import.meta.url));

const results: Record<string, unknown> = {
  date: new Date().toISOString(),
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  command: ['npm run bench --', ...process.argv.slice(2)].join(' '),
  machine: `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
  loadBefore: loadavg(),
};

const figure = (value: number, digits = 0) => value.toLocaleString('en', { maximumFractionDigits: digits });
const percent = (share: number) => `${figure(share * 100)} %`;
const say = (line: string) => console.log(line);

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): void {
  say(`## ${title}`);
  say(`| ${head.join(' | ')} |`);
  say(`| ${head.map(() => '---').join(' | ')} |`);
  for (const row of rows) say(`| ${row.join(' | ')} |`);
  say('');
}

async function main(): Promise<void> {
  mkdirSync(resultsDir, { recursive: true });
  say(`${String(results['machine'])}, commit ${String(results['commit'])}, ${String(results['date'])}`);
  say(
    `Load of the machine before: ${loadavg()
      .map((value) => figure(value, 1))
      .join(' ')}\n`,
  );
  const stage = parts.has('start') ? await measureStart() : await startOne();
  try {
    if (parts.has('intake')) await tellIntake(stage);
    if (parts.has('processed')) await tellProcessed(stage);
    if (parts.has('screen')) await tellScreen(stage);
    if (parts.has('slow')) await tellSlowGraph(stage);
    if (parts.has('distribution')) await tellDistribution(stage);
  } finally {
    await stage.stop();
  }
  results['loadAfter'] = loadavg();
  writeFileSync(`${resultsDir}latest.local.json`, `${JSON.stringify(results, null, 2)}\n`);
}

const startOne = () => startStage(options.profile ? { profileDir: resultsDir } : {});

/** Start-up time, and what the whole takes when nothing happens. @returns the last one started. */
async function measureStart(): Promise<Stage> {
  const times: number[] = [];
  for (let n = 0; n < (quick ? 1 : 4); n += 1) {
    const stage = await startStage();
    times.push(stage.startedInMs);
    await stage.stop();
  }
  const stage = await startOne();
  times.push(stage.startedInMs);
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  const idle = treeMemoryMiB(stage);
  results['start'] = { medianMs: median(times), idle };
  table(
    'Start and rest',
    ['figure', 'value'],
    [
      ['first start until ready (initdb included), median', `${figure(median(times))} ms`],
      [`idle memory, ${idle.processes} processes, PostgreSQL included`, `${figure(idle.mib)} MiB`],
    ],
  );
  return stage;
}

async function tellIntake(stage: Stage): Promise<void> {
  const durationMs = quick ? 2_000 : 5_000;
  const rows = await measureIntake(stage, quick ? 1 : 3, durationMs);
  const backlog = await measureWithBacklog(stage, durationMs);
  results['intake'] = rows;
  results['backlog'] = backlog;
  const cells = (row: IntakeRow): string[] => [
    row.who,
    String(row.concurrency),
    figure(row.perSecond),
    figure(row.p50Ms, 2),
    figure(row.p99Ms, 2),
    String(row.refused),
    ...[row.serverUs, row.databaseUs, row.generatorUs].map((value) => figure(value)),
    percent(row.othersShare),
  ];
  const head = ['who', 'connections', 'per second', 'p50 ms', 'p99 ms', 'not 200'];
  const cost = ['CPU µs each: server', 'database', 'generator', 'others had'];
  table('Accepted webhooks (POST until the 200)', [...head, ...cost], [...rows, backlog].map(cells));
  say(`${figure(backlog.backlogLeft)} were still to be worked off when the last one ended.\n`);
}

const known = { people: 2_000, firstPerson: 5_000_000 };

async function tellProcessed(stage: Stage): Promise<void> {
  const messages = quick ? 5_000 : 20_000;
  await measureProcessed(stage, { ...known, what: 'warm-up', run: 'bw', messages: 2_000 });
  const rows: ProcessedRow[] = [];
  for (let n = 0; n < (quick ? 1 : 3); n += 1) {
    const fresh = { people: messages, firstPerson: 10_000_000 + n * messages };
    rows.push(
      await processed(stage, { ...known, messages, what: '2,000 known customers', run: `bk${n}` }),
      await processed(stage, { ...fresh, messages, what: 'each from a new customer', run: `bn${n}` }),
    );
  }
  results['processed'] = rows;
  tableOfProcessed('Processed (POST until in the conversation API)', rows);
}

async function tellScreen(stage: Stage): Promise<void> {
  const rows: LatencyRow[] = [];
  const chromium = process.env['CHROMIUM'];
  if (chromium === undefined) say('No Chromium was found: nothing is said of pixels.\n');
  else rows.push(await measurePixels(stage, chromium, 20, quick ? 5 : 20));
  rows.push(await measureReplies(stage, quick ? 50 : 200, 'reply click to Graph call'));
  results['latencies'] = rows;
  tableOfLatencies('Latencies', rows);
}

/** The same with a Graph that takes two seconds for each answer. */
async function tellSlowGraph(stage: Stage): Promise<void> {
  const messages = quick ? 5_000 : 20_000;
  stage.graph.latencyMs = 2_000;
  const fresh = { people: messages, firstPerson: 20_000_000 };
  const rows = [
    await processed(stage, { ...fresh, messages, what: 'each from a new customer', run: 'bsn' }),
    await processed(stage, { ...known, messages, what: '2,000 known customers', run: 'bsk' }),
  ];
  const latencies = [await measureReplies(stage, quick ? 10 : 30, 'reply click to Graph call, slow')];
  const chromium = process.env['CHROMIUM'];
  if (chromium !== undefined) latencies.unshift(await measurePixels(stage, chromium, 20, quick ? 5 : 20));
  stage.graph.latencyMs = 0;
  results['slowGraph'] = { processed: rows, latencies };
  tableOfProcessed('When Graph answers in 2 s, with a profile to fetch for every new customer', rows);
  tableOfLatencies('Latencies when Graph answers in 2 s', latencies);
}

async function tellDistribution(stage: Stage): Promise<void> {
  const rows: DistributionRow[] = [];
  for (const agents of quick ? [10, 100] : [10, 100, 1_000]) {
    rows.push(...(await measureDistribution(stage, agents, quick ? 10 : 50)));
  }
  results['distribution'] = rows;
  table(
    'Distribution (cost of one conversation given, 10,000 waiting)',
    ['what', 'agents', 'waiting', 'given', 'ms each'],
    rows.map((row) => [
      row.what,
      figure(row.agents),
      figure(row.waiting),
      figure(row.given),
      figure(row.msEach, 2),
    ]),
  );
}

/** One line as soon as it is known, for who waits. */
async function processed(stage: Stage, order: Parameters<typeof measureProcessed>[1]): Promise<ProcessedRow> {
  const row = await measureProcessed(stage, order);
  process.stderr.write(`${row.what}: ${figure(row.perSecond)}/s\n`);
  return row;
}

function tableOfProcessed(title: string, rows: readonly ProcessedRow[]): void {
  table(
    title,
    ['what', 'messages', 'per second', 'seconds', 'visible', 'CPU µs each: server', 'database', 'others had'],
    rows.map((row) => [
      row.what,
      figure(row.messages),
      figure(row.perSecond),
      figure(row.seconds, 1),
      figure(row.visible),
      figure(row.serverUs),
      figure(row.databaseUs),
      percent(row.othersShare),
    ]),
  );
}

function tableOfLatencies(title: string, rows: readonly LatencyRow[]): void {
  table(
    title,
    ['what', 'count', 'p50 ms', 'p99 ms', 'load'],
    rows.map((row) => [
      row.what,
      String(row.count),
      ...[row.p50Ms, row.p99Ms, row.load].map((value) => figure(value, 1)),
    ]),
  );
}

await main();
