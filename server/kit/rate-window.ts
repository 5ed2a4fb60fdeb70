import type { Clock } from './clock.ts';

/**
 * Lets so many calls through in a span of time for each key, counted in this process: against somebody who tries
 * addresses by the thousand. Of many keys the oldest are forgotten, which errs on the side of letting through.
 */
export class RateWindow {
  readonly #counts = new Map<string, { count: number; endsAt: number }>();
  readonly #clock: Clock;
  readonly #limits: { most: number; perMs: number; mostKeys: number };

  constructor(clock: Clock, limits: { most: number; perMs: number; mostKeys: number }) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** Counts one call. @returns false when it is one too many. */
  take(key: string): boolean {
    const now = this.#clock.now().getTime();
    const known = this.#counts.get(key);
    if (known && known.endsAt > now) {
      known.count += 1;
      return known.count <= this.#limits.most;
    }
    this.#counts.delete(key);
    if (this.#counts.size >= this.#limits.mostKeys) {
      const [oldest] = this.#counts.keys();
      if (oldest !== undefined) this.#counts.delete(oldest);
    }
    this.#counts.set(key, { count: 1, endsAt: now + this.#limits.perMs });
    return true;
  }
}
