import { costOf, readCpu, type CpuCost } from './cpu.ts';
import { forkHere, generate } from './generate.ts';
import type { LoadOrder, LoadReport } from './load.ts';
import { median, queueDepth, untilApplied, type Stage } from './stage.ts';

export interface IntakeRow extends CpuCost {
  who: string;
  concurrency: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  refused: number;
  generatorUs: number;
}

/** A report with the CPU time that it cost the others. */
type Turn = LoadReport & CpuCost;

const whos = ['pagedesk', 'bare INSERT', 'signature alone'] as const;
const CONCURRENCIES = [1, 16, 64];

/**
 * (a) Accepted webhooks per second at concurrency 1, 16 and 64, in turn with the bare INSERT on the same database:
 * A B A B …, medians of `rounds`. The backlog is worked off between the turns, so each starts with an empty queue.
 */
export async function measureIntake(stage: Stage, rounds: number, durationMs: number): Promise<IntakeRow[]> {
  const bare = await startBare(stage);
  const reports = new Map<string, Turn[]>();
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const concurrency of CONCURRENCIES) {
        const run = `a${round}c${concurrency}`;
        const ours = await takeTurn(stage, { concurrency, durationMs, run });
        await untilApplied(stage, 100);
        const bareOrder = { concurrency, durationMs, run: `${run}b`, port: bare.port, path: '/' };
        const theirs = await takeTurn(stage, bareOrder, bare.pid);
        const none = await takeTurn(stage, { ...bareOrder, path: '/nothing' }, bare.pid);
        for (const [who, report] of [
          [whos[0], ours],
          [whos[1], theirs],
          [whos[2], none],
        ] as const) {
          const key = `${who} ${concurrency}`;
          reports.set(key, [...(reports.get(key) ?? []), report]);
        }
      }
    }
  } finally {
    await bare.stop();
  }
  return CONCURRENCIES.flatMap((concurrency) =>
    whos.map((who) => summarize(who, concurrency, reports.get(`${who} ${concurrency}`) ?? [])),
  );
}

/** p50 and p99 of the 200 at concurrency 16 while a backlog of 20,000 messages is being worked off. */
export async function measureWithBacklog(
  stage: Stage,
  durationMs: number,
): Promise<IntakeRow & { backlogLeft: number }> {
  await generate(stage, { concurrency: 64, requests: 20_000, run: 'backlog' });
  const report = await takeTurn(stage, { concurrency: 16, durationMs, run: 'over' });
  const backlogLeft = await queueDepth(stage);
  await untilApplied(stage, 100);
  return { ...summarize('pagedesk, backlog', 16, [report]), backlogLeft };
}

/** The product's lanes work on the backlog meanwhile, and that is counted too. */
async function takeTurn(
  stage: Stage,
  order: Partial<LoadOrder> & Pick<LoadOrder, 'concurrency' | 'run'>,
  serverPid?: number,
): Promise<Turn> {
  const before = readCpu(stage, serverPid);
  const report = await generate(stage, order);
  return { ...report, ...costOf(before, readCpu(stage, serverPid), report.accepted, report.cpuMs) };
}

function summarize(who: string, concurrency: number, reports: readonly Turn[]): IntakeRow {
  return {
    who,
    concurrency,
    perSecond: median(reports.map((report) => (report.accepted / report.elapsedMs) * 1_000)),
    p50Ms: median(reports.map((report) => report.p50Ms)),
    p99Ms: median(reports.map((report) => report.p99Ms)),
    refused: reports.reduce((sum, report) => sum + report.refused, 0),
    serverUs: median(reports.map((report) => report.serverUs)),
    databaseUs: median(reports.map((report) => report.databaseUs)),
    othersShare: median(reports.map((report) => report.othersShare)),
    generatorUs: median(reports.map((report) => (report.cpuMs * 1_000) / report.accepted)),
  };
}

async function startBare(stage: Stage): Promise<{ port: number; pid: number; stop(): Promise<void> }> {
  const child = forkHere('./bare-insert.ts');
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port));
    child.once('exit', (code) => reject(new Error(`The bare server ended with ${code}.`)));
    child.send({ database: stage.database, secret: stage.appSecret });
  });
  return {
    port,
    pid: child.pid ?? 0,
    stop: () =>
      new Promise<void>((resolve) => {
        child.once('exit', () => resolve());
        child.send('stop');
      }),
  };
}
