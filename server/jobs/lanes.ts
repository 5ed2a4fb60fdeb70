import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase, type Connection } from '../store/db.ts';
import { laneCount, type IntakeLoad } from '../store/deliveries.ts';
import { hasQueued } from '../store/inbound-queue.ts';
import { applyNextBatch, type InboundDeps } from './apply-inbound.ts';

export interface LanesInput extends Omit<InboundDeps, 'db'> {
  connection: Connection;
  /** Told when a batch was lost as a whole: the database is away, or somebody was in the way. It is tried again. */
  onError: (error: unknown) => void;
  /** How busy the door of this process is; the lanes give way to it. */
  intakeLoad?: () => IntakeLoad;
  /** Batches under way at once in this process. */
  runners?: number;
}

/** Applies inbound events, side by side with the other processes on the same database. */
export interface Lanes {
  start(): void;
  /** There may be something to do. Cheap; call it after every write to the queue in this process. */
  wake(): void;
  /** Whether more waits than the last batch could take: those whom nobody waits for hold back. */
  isBehind(): boolean;
  /** Ends after the batches under way. */
  stop(): Promise<void>;
  /** Applies all there is now, and tells how many events that were. For tests, and for draining. */
  runOnce(): Promise<number>;
}

/** How long other processes' events, and those that wait for their time, are not seen at most. */
const pollMs = 250;
const pauseAfterErrorMs = 500;
const eventsPerBatch = 500;
const mostPauseMs = 400;
/** A backend whose process hangs gives its lanes back after this time. */
const timeoutMs = 10_000;

/**
 * Each batch takes lanes that nobody holds, for the length of its own transaction: whoever is killed, hangs or
 * loses the connection has given them back, its work undone, within milliseconds; a process that joins gets its share with
 * its first batch. Nothing is handed over and nobody counts who lives (decision 0005).
 */
export function createLanes(input: LanesInput): Lanes {
  const {
    connection,
    bell,
    onError,
    intakeLoad = () => ({ perSecond: 0, waitMs: 0 }),
    runners: most = 2,
    ...rest
  } = input;
  // Connections of its own: intake and desk never wait for a batch.
  const database = openDatabase(
    { ...connection, statement_timeout: timeoutMs, idle_in_transaction_session_timeout: timeoutMs },
    { maxConnections: most, onError },
  );
  const deps: InboundDeps = { ...rest, bell, db: database.db };
  const running = new Set<Promise<void>>();
  let active = 0;
  let startAt = Math.floor(Math.random() * laneCount);
  let isWoken = false;
  let isStarted = false;
  let isBehind = false;
  let timer: NodeJS.Timeout | undefined;
  let unlisten: (() => void) | undefined;

  const applyBatch = async (events: number) => {
    const lanes = Math.ceil(laneCount / most);
    const outcome = await applyNextBatch(deps, { events, lanes, startAt });
    startAt = (startAt + outcome.lanes) % laneCount;
    return outcome;
  };

  const run = async () => {
    for (;;) {
      isWoken = false;
      const pressure = pressureOf(intakeLoad());
      const beganAt = performance.now();
      const { done, isFull } = await applyBatch(pressure.events);
      isBehind = isFull;
      if (!isStarted || (done === 0 && !isWoken)) return;
      // One more when there is more than one can carry; one is enough while deliveries pour in.
      if (pressure.isHigh) {
        if (active > 1) return;
        const ratio = isFull ? pressure.pauseRatioWhenFull : pressure.pauseRatio;
        await sleep(Math.min((performance.now() - beganAt) * ratio, mostPauseMs));
      } else if (isFull) addRunner();
    }
  };

  const addRunner = () => {
    if (!isStarted || active >= most) return;
    active++;
    const runner = run()
      .finally(() => active--)
      .catch(async (error: unknown) => {
        onError(error);
        if (isStarted) await sleep(pauseAfterErrorMs);
      })
      .finally(() => running.delete(runner));
    running.add(runner);
  };

  const wake = () => {
    isWoken = true;
    if (running.size === 0) addRunner();
  };
  const poll = async () => {
    if (running.size === 0 && (await hasQueued(database.db))) wake();
  };

  return {
    start() {
      isStarted = true;
      unlisten = bell.listen('inbound', wake);
      timer = setInterval(() => void poll().catch(onError), pollMs);
      wake();
    },
    wake,
    isBehind: () => isBehind,
    async stop() {
      isStarted = false;
      clearInterval(timer);
      unlisten?.();
      await Promise.all(running);
      await database.close();
    },
    async runOnce() {
      let total = 0;
      for (;;) {
        const { done } = await applyBatch(eventsPerBatch);
        if (done === 0) return total;
        total += done;
      }
    },
  };
}

/**
 * How the lanes give way while deliveries come in: one runner, and a pause after each batch. In a steady stream
 * the pause only gathers a worthwhile batch, and there is none while more waits than one can take. In a flood, or when
 * the door has to wait, batches are small, so that nobody waits long behind one, and the pause is a multiple of the
 * work. They always go on.
 */
function pressureOf({ perSecond, waitMs }: IntakeLoad): Pressure {
  if (perSecond < 100) return { isHigh: false, events: eventsPerBatch, pauseRatio: 0, pauseRatioWhenFull: 0 };
  const isFlood = perSecond >= floodPerSecond || waitMs >= longestWaitMs;
  if (!isFlood) return { isHigh: true, events: eventsPerBatch, pauseRatio: 1, pauseRatioWhenFull: 0 };
  // At 11,000 a second the lanes take a fifteenth of the time: the flood is stored first, and caught up with after.
  const pauseRatio = Math.min(Math.max(perSecond / 750, 3), 14);
  return { isHigh: true, events: 100, pauseRatio, pauseRatioWhenFull: pauseRatio };
}

/** More than the lanes work off: what comes then is a burst, and is caught up with afterwards. */
const floodPerSecond = 2_500;
/** Meta gives up after 5 s; we promise 20 ms. */
const longestWaitMs = 20;

interface Pressure {
  isHigh: boolean;
  events: number;
  pauseRatio: number;
  pauseRatioWhenFull: number;
}
