import type { Clock } from '../kit/clock.ts';
import { hideTokens, type Logger } from '../kit/logger.ts';
import { backoffMs, type Backoff } from '../kit/retry.ts';
import type { Bell } from '../store/bell.ts';
import type { Db } from '../store/db.ts';
import {
  claimJobs,
  failJob,
  findNextDue,
  finishJob,
  freeExpiredLeases,
  postponeJob,
  prolongLeases,
  type ClaimedJob,
} from '../store/job-queue.ts';

/** The job is not done and shall run again: a retry when something was tried, else mere patience. */
export interface JobVerdict {
  runAt: Date;
  reason: string;
  countsAsAttempt: boolean;
}

/** How one kind of job is run. */
export interface JobHandler {
  /** How many run at once in this process. They mostly wait for Meta, so a number may be generous. */
  places: number;
  /** How many of those one page may hold, so that a slow page starves nobody. */
  placesPerPage?: number;
  /**
   * How many may begin in a second, the first second's worth at once: for work that nobody waits for and that
   * a burst must not turn into a burden for what somebody does wait for.
   */
  perSecond?: number;
  /** After a throw. Absent: from 2 s up to 10 minutes. */
  backoff?: Backoff;
  /** Returns when the job is done, or a verdict when it is not. A throw is retried with backoff. */
  run(job: ClaimedJob): Promise<JobVerdict | void>;
}

/** One handler for each kind of job. */
export type JobHandlers = Readonly<Record<string, JobHandler>>;

export interface Worker {
  /** Takes jobs from now on: when the bell rings, when one falls due, and by a poll. */
  start(): void;
  /** Takes nothing more, and waits for what is in hand. */
  stop(): Promise<void>;
  /** Takes what is due once and runs it to its end. For tests and scripts, on a worker that is not started. */
  runOnce(): Promise<number>;
  /** Runs until nothing is due. @returns how many jobs ran. */
  drain(): Promise<number>;
}

export interface WorkerInput {
  db: Db;
  clock: Clock;
  bell: Bell;
  handlers: JobHandlers;
  log: Logger;
  /** Whether something that people wait for needs the machine now: kinds with a pace go slower then. */
  isHurried?: () => boolean;
  /** A number from 0 up to 1, for the jitter of retries. */
  random?: () => number;
}

const leaseMs = 30_000;
const prolongEveryMs = 10_000;
const sweepEveryMs = 5_000;
const pollEveryMs = 1_000;
/** Jobs of one kind taken by one claim: a page overshoots its share by no more than this. */
const claimAtMost = 16;
const usualBackoff: Backoff = { firstMs: 2_000, mostMs: 600_000 };

/**
 * Runs jobs. Any number of workers in any number of processes share one queue; the database decides who
 * gets what. A worker that dies loses its leases, and another one runs its jobs again: every handler must be
 * safe to repeat.
 */
export function createWorker(input: WorkerInput): Worker {
  const { db, clock, bell, handlers, log } = input;
  const random = input.random ?? Math.random;
  const kinds = Object.keys(handlers);
  const inHand = new Map<ClaimedJob, Promise<void>>();
  const paces = new Map(
    Object.entries(handlers).flatMap(([kind, { perSecond }]) =>
      perSecond ? [[kind, createPace(perSecond, input.isHurried)]] : [],
    ),
  );
  const timers: NodeJS.Timeout[] = [];
  let dueTimer: NodeJS.Timeout | undefined;
  let unlisten = () => {};
  let isRunning = false;
  let isClaiming = false;
  let isRungAgain = false;

  const leaseEnd = () => new Date(clock.now().getTime() + leaseMs);

  /** What may be taken now, by what is in hand. */
  function freePlaces() {
    return kinds.map((kind) => {
      const handler = handlers[kind];
      const running = [...inHand.keys()].filter((job) => job.kind === kind);
      const free = (handler?.places ?? 0) - running.length;
      const places = Math.min(claimAtMost, free, paces.get(kind)?.left() ?? free);
      const most = handler?.placesPerPage ?? Number.POSITIVE_INFINITY;
      const byPage = new Map<string, number>();
      for (const { pageId } of running) if (pageId) byPage.set(pageId, (byPage.get(pageId) ?? 0) + 1);
      const busyPageIds = [...byPage].filter(([, count]) => count >= most).map(([pageId]) => pageId);
      return { kind, places, busyPageIds };
    });
  }

  async function claim(): Promise<ClaimedJob[]> {
    const jobs = await claimJobs(db, freePlaces(), clock.now(), leaseEnd());
    for (const job of jobs) take(job);
    return jobs;
  }

  function take(job: ClaimedJob): void {
    paces.get(job.kind)?.spend();
    const work = runJob(job)
      // Only the bookkeeping can fail here: the lease runs out, and the job is run again.
      .catch((error: unknown) => log.error({ err: error, jobId: job.id, kind: job.kind }, 'A job was lost.'))
      .finally(() => {
        inHand.delete(job);
        if (isRunning) void pump();
      });
    inHand.set(job, work);
  }

  async function runJob(job: ClaimedJob): Promise<void> {
    const handler = handlers[job.kind];
    if (!handler) throw new Error(`There is no handler for ${job.kind}.`);
    let verdict: JobVerdict | void;
    try {
      verdict = await handler.run(job);
    } catch (error) {
      return giveBack(job, handler, error);
    }
    if (!verdict) await finishJob(db, job);
    else if (verdict.countsAsAttempt && job.attempts >= job.maxAttempts) await giveUp(job, verdict.reason);
    else await postponeJob(db, job, verdict);
  }

  async function giveBack(job: ClaimedJob, handler: JobHandler, error: unknown): Promise<void> {
    const reason = describe(error);
    if (job.attempts >= job.maxAttempts) return giveUp(job, reason, error);
    const waitMs = backoffMs(job.attempts, handler.backoff ?? usualBackoff, random());
    log.warn({ err: error, jobId: job.id, kind: job.kind, attempts: job.attempts, waitMs }, 'A job failed.');
    const runAt = new Date(clock.now().getTime() + waitMs);
    await postponeJob(db, job, { runAt, reason, countsAsAttempt: true });
  }

  async function giveUp(job: ClaimedJob, reason: string, error?: unknown): Promise<void> {
    log.error({ err: error, jobId: job.id, kind: job.kind, attempts: job.attempts }, 'A job was given up.');
    await failJob(db, job, reason, clock.now());
  }

  /** Claims until nothing more is due or no place is free. One at a time; a ring in between is not lost. */
  async function pump(): Promise<void> {
    isRungAgain = true;
    if (isClaiming) return;
    isClaiming = true;
    try {
      while (isRunning && isRungAgain) {
        isRungAgain = false;
        const jobs = await claim();
        if (jobs.length > 0) isRungAgain = true;
      }
    } catch (error) {
      log.error({ err: error }, 'Jobs could not be taken; the next poll tries again.');
    } finally {
      isClaiming = false;
    }
  }

  async function poll(): Promise<void> {
    await pump();
    const now = clock.now();
    const next = await findNextDue(db, kinds, now);
    clearTimeout(dueTimer);
    const waitMs = next ? next.getTime() - now.getTime() : pollEveryMs;
    if (isRunning && waitMs < pollEveryMs) dueTimer = setTimeout(() => void pump(), waitMs);
  }

  async function prolong(): Promise<void> {
    await prolongLeases(db, [...inHand.keys()], leaseEnd());
  }

  /** First our own leases, so that a clock that was put ahead frees only what others have lost. */
  async function sweep(): Promise<void> {
    await prolong();
    const freed = await freeExpiredLeases(db, clock.now());
    if (freed > 0) {
      log.warn({ freed }, 'Jobs of a worker that ended were freed.');
      void pump();
    }
  }

  function every(ms: number, work: () => Promise<void>): void {
    const run = () =>
      void work().catch((error: unknown) => log.error({ err: error }, 'The job queue could not be reached.'));
    timers.push(setInterval(run, ms));
  }

  async function settleInHand(): Promise<void> {
    while (inHand.size > 0) await Promise.all(inHand.values());
  }

  async function runOnce(): Promise<number> {
    await sweep();
    const jobs = await claim();
    await settleInHand();
    return jobs.length;
  }

  return {
    start() {
      if (isRunning) return;
      isRunning = true;
      unlisten = bell.listen('jobs', () => void pump());
      every(pollEveryMs, poll);
      every(prolongEveryMs, prolong);
      every(sweepEveryMs, sweep);
      void pump();
    },
    async stop() {
      isRunning = false;
      unlisten();
      clearTimeout(dueTimer);
      // Leases are still prolonged while the last jobs end.
      await settleInHand();
      for (const timer of timers.splice(0)) clearInterval(timer);
    },
    runOnce,
    async drain() {
      let total = 0;
      for (let ran = await runOnce(); ran > 0; ran = await runOnce()) total += ran;
      return total;
    },
  };
}

/** What is left of a pace while others are hurried: names still come, and cost next to nothing. */
const hurriedShare = 1 / 10;

/** A bucket that holds a second's worth of starts and refills evenly, by the machine's own time. */
function createPace(fullPerSecond: number, isHurried: () => boolean = () => false) {
  let tokens = fullPerSecond;
  let filledAtMs = performance.now();
  return {
    left(): number {
      const nowMs = performance.now();
      const perSecond = fullPerSecond * (isHurried() ? hurriedShare : 1);
      tokens = Math.min(perSecond, tokens + ((nowMs - filledAtMs) * perSecond) / 1_000);
      filledAtMs = nowMs;
      return Math.floor(tokens);
    },
    spend(): void {
      tokens -= 1;
    },
  };
}

const longestReason = 500;

function describe(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return hideTokens(text).slice(0, longestReason);
}
