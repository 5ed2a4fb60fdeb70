import { distribute } from '../desk/distribution/distribute.ts';
import type { Context } from '../desk/context.ts';
import type { Metrics } from '../kit/metrics.ts';

/** Distributes what waits, side by side with the other processes on the same database. */
export interface Distributor {
  start(): void;
  /** Ends after the round under way. */
  stop(): Promise<void>;
}

/** A change anywhere may make something possible; of many at once one round is made. */
const GATHER_MS = 50;
/** How long what only the clock changes is not seen at most: offers that run out, and people who are gone. */
const POLL_MS = 1_000;
const PAUSE_AFTER_ERROR_MS = 2_000;

interface DistributorInput {
  onError: (error: unknown) => void;
  /** What each round changed, and how long it took. */
  onRound?: (round: { changes: number; tookMs: number }) => void;
}

/** Rounds follow every change that is told to the desks, and the clock. */
export function createDistributor(
  ctx: Context,
  { onError, onRound = () => {} }: DistributorInput,
): Distributor {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let unlisten: (() => void) | undefined;
  let dueAtMs = Infinity;
  let isStarted = false;
  /** Something changed since the round under way began. */
  let isRung = false;
  let lookedAtClockMs = -Infinity;

  const round = async () => {
    const beganAtMs = performance.now();
    const isByClock = beganAtMs - lookedAtClockMs >= POLL_MS;
    if (isByClock) lookedAtClockMs = beganAtMs;
    let pauseMs = lookedAtClockMs + POLL_MS - beganAtMs;
    isRung = false;
    try {
      const { changes, isFull } = await distribute(ctx, { isByClock });
      onRound({ changes, tookMs: performance.now() - beganAtMs });
      if (isFull) pauseMs = 0;
    } catch (error) {
      onError(error);
      pauseMs = PAUSE_AFTER_ERROR_MS;
    }
    running = undefined;
    plan(isRung ? Math.min(pauseMs, GATHER_MS) : pauseMs);
  };
  const plan = (inMs: number) => {
    const atMs = performance.now() + inMs;
    if (!isStarted || running || atMs >= dueAtMs) return;
    clearTimeout(timer);
    dueAtMs = atMs;
    timer = setTimeout(() => {
      dueAtMs = Infinity;
      running = round();
    }, inMs);
  };

  return {
    start() {
      isStarted = true;
      unlisten = ctx.bell.listen('live', () => {
        if (running) isRung = true;
        plan(GATHER_MS);
      });
      plan(0);
    },
    async stop() {
      isStarted = false;
      clearTimeout(timer);
      unlisten?.();
      await running;
    },
  };
}

/** Counts rounds of distribution for whoever watches the server. */
export function measureDistribution(metrics: Metrics): NonNullable<DistributorInput['onRound']> {
  const changed = metrics.counter(
    'pagedesk_distribution_changes_total',
    'Offers made, ended and taken back.',
  );
  const seconds = metrics.counter(
    'pagedesk_distribution_seconds_total',
    'Time of the rounds that changed something.',
  );
  return ({ changes, tookMs }) => {
    if (changes === 0) return;
    changed.add({}, changes);
    seconds.add({}, tookMs / 1_000);
  };
}
