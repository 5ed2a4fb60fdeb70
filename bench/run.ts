import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { measureIntake, measureWithBacklog } from './intake.ts';
import { measureProcessed } from './processed.ts';
import { measurePixels, measureReplies } from './screen.ts';
import { median, startStage, treeMemoryMiB, type Stage } from './stage.ts';

/**
 * `npm run bench [-- --quick]`: prints every figure of `docs/performance.md`, side by side in one run.
 * Loopback only, bounded in count and time, and it stops by itself.
 */
const quick = process.argv.includes('--quick');
const chromium = process.env['CHROMIUM'];

const figure = (value: number, digits = 0) => value.toLocaleString('en', { maximumFractionDigits: digits });
const say = (line: string) => console.log(line);

function table(head: readonly string[], rows: readonly (readonly string[])[]): void {
  say(`| ${head.join(' | ')} |`);
  say(`| ${head.map(() => '---').join(' | ')} |`);
  for (const row of rows) say(`| ${row.join(' | ')} |`);
  say('');
}

async function main(): Promise<void> {
  say(
    `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}${quick ? ', quick' : ''}\n`,
  );
  const starts: number[] = [];
  for (let n = 0; n < (quick ? 1 : 3); n += 1) {
    const stage = await startStage();
    starts.push(stage.startedInMs);
    await stage.stop();
  }
  const stage = await startStage();
  starts.push(stage.startedInMs);
  try {
    await measureAll(stage, starts);
  } finally {
    await stage.stop();
  }
}

async function measureAll(stage: Stage, starts: readonly number[]): Promise<void> {
  const results: Record<string, unknown> = {};
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  const idle = treeMemoryMiB(stage);
  results['start'] = { medianMs: median(starts), idle };
  say('## Start and rest');
  table(
    ['figure', 'value'],
    [
      ['first start until ready (initdb included), median', `${figure(median(starts))} ms`],
      [`idle memory, ${idle.processes} processes, PostgreSQL included (PSS)`, `${figure(idle.mib)} MiB`],
    ],
  );

  const intake = await measureIntake(stage, quick ? 1 : 3, quick ? 2_000 : 5_000);
  const backlog = await measureWithBacklog(stage, quick ? 2_000 : 5_000);
  results['intake'] = [...intake, backlog];
  say('## Accepted webhooks (POST until the 200)');
  table(
    ['who', 'connections', 'per second', 'p50 ms', 'p99 ms', 'not 200'],
    [...intake, backlog].map((row) => [
      row.who,
      String(row.concurrency),
      figure(row.perSecond),
      figure(row.p50Ms, 2),
      figure(row.p99Ms, 2),
      String(row.refused),
    ]),
  );

  const count = quick ? 5_000 : 20_000;
  const known = { messages: count, people: 2_000, firstPerson: 5_000_000 };
  await measureProcessed(stage, { ...known, what: 'warm-up', run: 'bw', messages: 2_000 });
  const processed = [];
  for (let n = 0; n < (quick ? 1 : 3); n += 1) {
    processed.push(await measureProcessed(stage, { ...known, what: '2,000 known customers', run: `bk${n}` }));
    processed.push(
      await measureProcessed(stage, {
        what: 'every message from a new customer',
        messages: count,
        people: count,
        firstPerson: 10_000_000 + n * count,
        run: `bn${n}`,
      }),
    );
  }
  results['processed'] = processed;
  say('## Processed (POST until in the conversation API)');
  table(
    ['what', 'messages', 'per second', 'seconds', 'visible'],
    processed.map((row) => [
      row.what,
      figure(row.messages),
      figure(row.perSecond),
      figure(row.seconds, 1),
      figure(row.visible),
    ]),
  );

  const latencies = [];
  if (chromium === undefined) throw new Error('No Chromium was found.');
  latencies.push(await measurePixels(stage, chromium, 20, quick ? 5 : 20));
  latencies.push(await measureReplies(stage, quick ? 50 : 200, 'reply click to Graph call'));
  stage.graph.latencyMs = 2_000;
  latencies.push(
    await measureReplies(stage, quick ? 10 : 30, 'reply click to Graph call, Graph answers in 2 s'),
  );
  const slow = await measureProcessed(stage, {
    ...known,
    what: '2,000 known customers, Graph answers in 2 s',
    run: 'bs',
  });
  stage.graph.latencyMs = 0;
  results['latencies'] = latencies;
  results['slowGraph'] = slow;
  say('## Latencies');
  table(
    ['what', 'count', 'p50 ms', 'p99 ms'],
    latencies.map((row) => [row.what, String(row.count), figure(row.p50Ms, 1), figure(row.p99Ms, 1)]),
  );
  table(
    ['what', 'messages', 'per second', 'seconds', 'visible'],
    [
      [
        slow.what,
        figure(slow.messages),
        figure(slow.perSecond),
        figure(slow.seconds, 1),
        figure(slow.visible),
      ],
    ],
  );

  const folder = fileURLToPath(new URL('./results/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}latest.local.json`, `${JSON.stringify(results, null, 2)}\n`);
}

await main();
