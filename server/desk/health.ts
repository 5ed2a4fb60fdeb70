import type { Metrics } from '../kit/metrics.ts';
import { countJobs, countMigrations, countUnsettledMessages, readIntakeDepth } from '../store/health.ts';
import { readQueueDepth } from '../store/job-queue.ts';
import type { Context } from './context.ts';

/** What `/readyz` tells: whether requests can be served, and how far behind the work is. */
export interface Readiness {
  isReady: boolean;
  database: 'ok' | 'unreachable';
  migrations: number;
  jobs: { waiting: number; oldestSeconds: number };
  intake: { waiting: number; oldestSeconds: number };
}

/** A database that does not answer within this time counts as unreachable. */
const PATIENCE_MS = 2_000;

/** Asks the database. Work that waits does not make a process unready: another one would be as far behind. */
export async function readReadiness(ctx: Pick<Context, 'db' | 'clock'>): Promise<Readiness> {
  const unready: Readiness = {
    isReady: false,
    database: 'unreachable',
    migrations: 0,
    jobs: { waiting: 0, oldestSeconds: 0 },
    intake: { waiting: 0, oldestSeconds: 0 },
  };
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Readiness>((resolve) => {
    timer = setTimeout(() => resolve(unready), PATIENCE_MS);
  });
  const asked = ask(ctx).catch(() => unready);
  const answer = await Promise.race([asked, tooLate]);
  clearTimeout(timer);
  return answer;
}

async function ask(ctx: Pick<Context, 'db' | 'clock'>): Promise<Readiness> {
  const now = ctx.clock.now();
  const [migrations, jobs, intake] = await Promise.all([
    countMigrations(ctx.db),
    readQueueDepth(ctx.db, now),
    readIntakeDepth(ctx.db),
  ]);
  const intakeMs = intake.oldestAt ? Math.max(0, now.getTime() - intake.oldestAt.getTime()) : 0;
  return {
    isReady: migrations > 0,
    database: 'ok',
    migrations,
    jobs: { waiting: jobs.waiting, oldestSeconds: Math.round(jobs.oldestMs / 1_000) },
    intake: { waiting: intake.waiting, oldestSeconds: Math.round(intakeMs / 1_000) },
  };
}

/** Adds the figures that come from the database. */
export function measureDesk(ctx: Pick<Context, 'db' | 'clock'>, metrics: Metrics): void {
  metrics.gauge('pagedesk_jobs', 'Jobs by kind and state.', async () =>
    (await countJobs(ctx.db)).map(({ kind, state, count }) => ({ labels: { kind, state }, value: count })),
  );
  metrics.gauge('pagedesk_jobs_oldest_seconds', 'How long the eldest due job has waited.', async () =>
    readQueueDepth(ctx.db, ctx.clock.now()).then((depth) => depth.oldestMs / 1_000),
  );
  metrics.gauge(
    'pagedesk_intake_waiting',
    'Webhook events not yet worked off, counted up to 10,000.',
    async () => readIntakeDepth(ctx.db).then((depth) => depth.waiting),
  );
  metrics.gauge(
    'pagedesk_intake_oldest_seconds',
    'Age of the eldest webhook event not yet worked off.',
    async () => {
      const { oldestAt } = await readIntakeDepth(ctx.db);
      return oldestAt ? Math.max(0, ctx.clock.now().getTime() - oldestAt.getTime()) / 1_000 : 0;
    },
  );
  metrics.gauge(
    'pagedesk_messages_unsettled',
    'Outgoing messages by status, of which it is not known whether they went out.',
    async () =>
      (await countUnsettledMessages(ctx.db)).map(({ status, count }) => ({
        labels: { status },
        value: count,
      })),
  );
  metrics.gauge('process_resident_memory_bytes', 'Memory of this process.', () => process.memoryUsage.rss());
}
