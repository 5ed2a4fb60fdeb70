/** Cancels what was scheduled; harmless when it has already run. */
export type Cancel = () => void;

/** The machine's time and its timers, handed in so that tests need not wait. */
export interface Time {
  nowMs(): number;
  after(delayMs: number, run: () => void): Cancel;
}

export const machineTime: Time = {
  nowMs: () => Date.now(),
  after(delayMs, run) {
    // Node clamps a longer delay to 1 ms instead of waiting; nothing here needs more than 24 days at once.
    const timer = setTimeout(run, Math.min(delayMs, 2_000_000_000));
    return () => clearTimeout(timer);
  },
};

/** Time that stands still until it is advanced; then what falls due runs in order. */
export class ManualTime implements Time {
  #nowMs: number;
  #timers: { dueMs: number; run: () => void }[] = [];

  constructor(startMs = Date.parse('2026-11-20T12:00:00Z')) {
    this.#nowMs = startMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  after(delayMs: number, run: () => void): Cancel {
    const timer = { dueMs: this.#nowMs + delayMs, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  advance(ms: number): void {
    const endMs = this.#nowMs + ms;
    for (;;) {
      const next = this.#timers
        .filter((timer) => timer.dueMs <= endMs)
        .toSorted((a, b) => a.dueMs - b.dueMs)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.run();
    }
    this.#nowMs = endMs;
  }
}
