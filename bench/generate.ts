import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LoadOrder, LoadReport } from './load.ts';
import type { Stage } from './stage.ts';

/** A TypeScript file of this folder as a process of its own. */
export function forkHere(file: string): ChildProcess {
  return fork(fileURLToPath(new URL(file, import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

/** Runs the generator in its own process; the defaults aim at the product's webhook. */
export function generate(
  stage: Stage,
  order: Partial<LoadOrder> & Pick<LoadOrder, 'concurrency' | 'run'>,
): Promise<LoadReport> {
  const child = forkHere('./load.ts');
  const whole: LoadOrder = {
    host: '127.0.0.1',
    port: Number(new URL(stage.url).port),
    path: stage.webhookPath,
    secret: stage.appSecret,
    pageId: stage.pageId,
    requests: Number.MAX_SAFE_INTEGER,
    durationMs: 60_000,
    people: 2_000,
    firstPerson: 1,
    ...order,
  };
  return new Promise((resolve, reject) => {
    child.once('message', (report) => resolve(report as LoadReport));
    child.once('exit', (code) => {
      if (code !== 0) reject(new Error(`The generator ended with ${code}.`));
    });
    child.send(whole);
  });
}
