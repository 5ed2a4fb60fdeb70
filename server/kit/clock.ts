/**
 * Where the time comes from. Handed in everywhere a rule depends on it, so that tests own the clock
 * and the sandbox can move it. Times are UTC `Date`s.
 */
export interface Clock {
  now(): Date;
}

/** The machine's own time. */
export const systemClock: Clock = { now: () => new Date() };

/**
 * A clock that runs with the machine's but can be put ahead or back.
 * Serves the demo, where the sandbox's control room moves both its own clock and the desk's.
 */
export class ShiftedClock implements Clock {
  #offsetMs = 0;
  readonly #listeners: (() => void)[] = [];

  now(): Date {
    return new Date(Date.now() + this.#offsetMs);
  }

  /** How far this clock is ahead of the machine's, in milliseconds. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  shiftTo(offsetMs: number): void {
    this.#offsetMs = offsetMs;
    for (const listener of this.#listeners) listener();
  }

  /** Runs after each shift, for as long as the clock lives. */
  onShift(listener: () => void): void {
    this.#listeners.push(listener);
  }
}

/** A clock that stands still until a test moves it. */
export class FakeClock implements Clock {
  #nowMs: number;

  constructor(start: Date | string = '2026-11-20T12:00:00.000Z') {
    this.#nowMs = new Date(start).getTime();
  }

  now(): Date {
    return new Date(this.#nowMs);
  }

  advance(ms: number): void {
    this.#nowMs += ms;
  }

  set(time: Date | string): void {
    this.#nowMs = new Date(time).getTime();
  }
}
