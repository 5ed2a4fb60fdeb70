import type { LiveFeed } from '../log/live-feed.ts';
import type { RingLog } from '../log/ring-log.ts';
import type { Mint } from '../world/mint.ts';
import type { SandboxClock } from '../world/sandbox-clock.ts';
import type { Settings } from '../world/settings.ts';
import type { Time } from '../world/time.ts';
import type { Activity } from './activity.ts';
import { summaryOf, type Attempt, type Delivery, type DeliveryState } from './delivery.ts';
import { KeyedQueue } from './keyed-queue.ts';
import type { Transport } from './transport.ts';

export interface EngineParts {
  clock: SandboxClock;
  time: Time;
  mint: Mint;
  settings: Settings;
  transport: Transport;
  log: RingLog<Delivery>;
  live: LiveFeed;
  activity: Activity;
  /** The callback of an app; null when the app takes no webhooks (any more). */
  callbackOf(appId: string): string | null;
  /** Whether a page still tells this app; a delivery for nobody is dropped. */
  isSubscribed(appId: string, pageId: string): boolean;
  unsubscribe(appId: string, pageId: string): void;
}

/**
 * Brings deliveries to their apps as Meta does: at least once, 200 within the deadline or again; a few times at
 * once, then later and later; and after an hour of failures the page no longer tells the app.
 * Deadlines are by the machine's clock, later retries and the failure budget by the sandbox's.
 */
export class DeliveryEngine {
  readonly #parts: EngineParts;
  readonly #queues = new Map<string, { queue: KeyedQueue<Delivery>; running: number }>();
  readonly #held: Delivery[] = [];
  readonly #failingSince = new Map<string, number>();
  readonly counts = { delivered: 0, failed: 0, inFlight: 0 };
  readonly #watchers = new Map<number, () => void>();
  #generation = 0;

  constructor(parts: EngineParts) {
    this.#parts = parts;
  }

  get heldCount(): number {
    return this.#held.length;
  }

  get pendingCount(): number {
    let pending = 0;
    for (const { queue } of this.#queues.values()) pending += queue.size;
    return pending;
  }

  /** Takes a new delivery: keeps it back, or sends it with the delays and repeats that are switched on. */
  submit(made: Omit<Delivery, 'id' | 'state' | 'attempts' | 'madeAt'>): Delivery {
    const { settings, log, clock } = this.#parts;
    const fresh = { ...made, madeAt: clock.nowMs(), attempts: [] };
    const delivery = log.add({ ...fresh, state: settings.hold ? 'held' : 'pending' });
    this.#announce(delivery);
    if (settings.hold) this.#held.push(delivery);
    else this.#dispatch(delivery, settings.delayMs);
    return delivery;
  }

  /** Sends what was held. With `ids` only those, in that order; without, all, and holding ends. */
  release(order: 'kept' | 'reversed' | 'shuffled', ids?: number[]): number {
    let chosen: Delivery[];
    if (ids) {
      chosen = ids.flatMap((id) => this.#held.find((held) => held.id === id) ?? []);
    } else {
      chosen = [...this.#held];
      this.#parts.settings.hold = false;
    }
    if (order === 'reversed') chosen.reverse();
    if (order === 'shuffled') chosen = shuffle(chosen, () => this.#parts.mint.chance());
    for (const delivery of chosen) {
      this.#held.splice(this.#held.indexOf(delivery), 1);
      // Whoever asked for another order wants it kept, so they all go one after another.
      if (ids || order !== 'kept') delivery.orderKey = 'released';
      this.#dispatch(delivery, 0);
    }
    return chosen.length;
  }

  /** Resolves after the first round of attempts, whatever came of it. */
  whenTried(delivery: Delivery): Promise<void> {
    if (delivery.state !== 'pending' && delivery.state !== 'in-flight') return Promise.resolve();
    return new Promise((resolve) => this.#watchers.set(delivery.id, resolve));
  }

  redeliver(delivery: Delivery, times: number): void {
    const { id: _id, state: _state, attempts: _attempts, madeAt: _madeAt, ...made } = delivery;
    for (let i = 0; i < times; i += 1) {
      const again = this.#parts.log.add({
        ...made,
        madeAt: this.#parts.clock.nowMs(),
        attempts: [],
        state: 'pending',
      });
      this.#enqueue(again);
    }
  }

  /** Forgets everything that is queued, held or to be retried; what is in flight ends unheard. */
  clear(): void {
    this.#generation += 1;
    this.#held.length = 0;
    this.#failingSince.clear();
    for (const { queue } of this.#queues.values()) queue.clear();
    this.#queues.clear();
    for (const tell of this.#watchers.values()) tell();
    this.#watchers.clear();
    Object.assign(this.counts, { delivered: 0, failed: 0, inFlight: 0 });
  }

  #dispatch(delivery: Delivery, delayMs: number): void {
    const { settings, mint } = this.#parts;
    const scatterMs = settings.shuffleWithinMs * mint.chance();
    if (scatterMs > 0) delivery.orderKey = `free ${delivery.id}`;
    this.#later(delayMs + scatterMs, () => this.#enqueue(delivery));
    for (let copy = 1; copy <= settings.duplicates; copy += 1) {
      this.#later(delayMs + scatterMs + settings.duplicateGapMs * copy, () => this.redeliver(delivery, 1));
    }
  }

  #later(delayMs: number, run: () => void): void {
    if (delayMs <= 0) return run();
    const end = this.#parts.activity.begin();
    const generation = this.#generation;
    this.#parts.time.after(delayMs, () => {
      if (generation === this.#generation) run();
      end();
    });
  }

  #enqueue(delivery: Delivery): void {
    const lane = this.#queues.get(delivery.appId) ?? { queue: new KeyedQueue<Delivery>(), running: 0 };
    this.#queues.set(delivery.appId, lane);
    this.#setState(delivery, 'pending');
    lane.queue.push(this.#parts.settings.keepOrder ? delivery.orderKey : `free ${delivery.id}`, delivery);
    this.#pump(delivery.appId);
  }

  #pump(appId: string): void {
    const lane = this.#queues.get(appId);
    while (lane && lane.running < this.#parts.settings.concurrency) {
      const next = lane.queue.take();
      if (!next) return;
      lane.running += 1;
      const end = this.#parts.activity.begin();
      void this.#deliver(next.item).finally(() => {
        lane.running -= 1;
        lane.queue.release(next.key);
        this.#pump(appId);
        end();
      });
    }
  }

  async #deliver(delivery: Delivery): Promise<void> {
    const { settings } = this.#parts;
    const generation = this.#generation;
    this.#setState(delivery, 'in-flight');
    this.counts.inFlight += 1;
    const isFirstRound = delivery.attempts.length === 0;
    const tries = isFirstRound ? 1 + settings.immediateRetries : 1;
    let succeeded = false;
    for (let attempt = 0; attempt < tries && !succeeded; attempt += 1) {
      const done = await this.#attempt(delivery);
      if (generation !== this.#generation) return;
      if (done === null) break;
      succeeded = done.status === 200;
    }
    this.counts.inFlight -= 1;
    if (succeeded) this.#succeed(delivery);
    else this.#fail(delivery);
    this.#watchers.get(delivery.id)?.();
    this.#watchers.delete(delivery.id);
  }

  async #attempt(delivery: Delivery): Promise<Attempt | null> {
    const { callbackOf, transport, clock, time, settings } = this.#parts;
    const url = callbackOf(delivery.appId);
    if (url === null) return null;
    const at = clock.nowMs();
    const startMs = time.nowMs();
    const outcome = await transport.post(url, delivery.headers, delivery.body, settings.deadlineMs);
    const attempt: Attempt = { at, status: null, ms: Math.round(time.nowMs() - startMs), ...outcome };
    delivery.attempts.push(attempt);
    return attempt;
  }

  #succeed(delivery: Delivery): void {
    this.counts.delivered += 1;
    for (const pageId of delivery.pageIds) this.#failingSince.delete(`${delivery.appId}:${pageId}`);
    this.#setState(delivery, 'delivered');
  }

  #fail(delivery: Delivery): void {
    const { settings, clock, isSubscribed, callbackOf } = this.#parts;
    for (const pageId of delivery.pageIds) this.#spendBudget(delivery.appId, pageId);
    const firstRound = 1 + settings.immediateRetries;
    const waitMs = settings.retryAfterMs[Math.max(0, delivery.attempts.length - firstRound)];
    const isWanted =
      callbackOf(delivery.appId) !== null &&
      delivery.pageIds.some((pageId) => isSubscribed(delivery.appId, pageId));
    if (waitMs === undefined || !isWanted) {
      this.counts.failed += 1;
      this.#setState(delivery, 'failed');
      return;
    }
    this.#setState(delivery, 'retrying');
    const generation = this.#generation;
    clock.at(clock.nowMs() + waitMs, () => {
      if (generation !== this.#generation) return;
      // Meta's order is lost once a delivery has failed: a retry waits for nobody.
      delivery.orderKey = `retry ${delivery.id}`;
      this.#enqueue(delivery);
    });
  }

  #spendBudget(appId: string, pageId: string): void {
    const { clock, settings, unsubscribe } = this.#parts;
    const key = `${appId}:${pageId}`;
    const since = this.#failingSince.get(key);
    if (since === undefined) this.#failingSince.set(key, clock.nowMs());
    else if (clock.nowMs() - since >= settings.failureBudgetMs) {
      this.#failingSince.delete(key);
      unsubscribe(appId, pageId);
    }
  }

  #setState(delivery: Delivery, state: DeliveryState): void {
    delivery.state = state;
    this.#announce(delivery);
  }

  #announce(delivery: Delivery): void {
    this.#parts.live.announce(() => ({ type: 'delivery', delivery: summaryOf(delivery) }));
  }
}

function shuffle<Item>(items: Item[], chance: () => number): Item[] {
  const shuffled = [...items];
  for (let i = shuffled.length - 1; i > 0; i -= 1) {
    const j = Math.floor(chance() * (i + 1));
    const [a, b] = [shuffled[i], shuffled[j]];
    if (a !== undefined && b !== undefined) [shuffled[i], shuffled[j]] = [b, a];
  }
  return shuffled;
}
