import type { Cancel, Time } from './time.ts';

interface Alarm {
  dueMs: number;
  run: () => void;
}

/**
 * The time by which the sandbox lives: the machine's, shifted. Alarms follow it: when the clock is put ahead,
 * what falls due runs at once; when it is put back, alarms keep the time they still had to wait.
 */
export class SandboxClock {
  readonly #time: Time;
  readonly #alarms = new Set<Alarm>();
  readonly #movedListeners = new Set<(offsetMs: number) => void>();
  #offsetMs = 0;
  /** Where it stands still; null: it runs. */
  #pausedAtMs: number | null = null;
  #cancelTick: Cancel | null = null;
  #cancelTimer: Cancel | null = null;

  constructor(time: Time) {
    this.#time = time;
  }

  nowMs(): number {
    return this.#pausedAtMs ?? this.#time.nowMs() + this.#offsetMs;
  }

  /** Against the machine's time. While the clock stands still it falls behind. */
  get offsetMs(): number {
    return this.#pausedAtMs === null ? this.#offsetMs : this.#pausedAtMs - this.#time.nowMs();
  }

  get isPaused(): boolean {
    return this.#pausedAtMs !== null;
  }

  /** Stands still; who follows the clock is told each second how far it has fallen behind. */
  pause(): void {
    if (this.#pausedAtMs !== null) return;
    this.#pausedAtMs = this.nowMs();
    this.#tick();
  }

  /** Goes on from where it stood. */
  resume(): void {
    if (this.#pausedAtMs === null) return;
    this.#offsetMs = Math.round(this.offsetMs);
    this.#pausedAtMs = null;
    this.#cancelTick?.();
    this.#cancelTick = null;
    this.#tellMoved();
    this.#arm();
  }

  advance(ms: number): void {
    this.shiftTo(this.offsetMs + ms);
  }

  setTo(nowMs: number): void {
    this.shiftTo(nowMs - this.#time.nowMs());
  }

  shiftTo(offsetMs: number): void {
    const movedByMs = Math.round(offsetMs) - this.offsetMs;
    if (movedByMs === 0) return;
    if (this.#pausedAtMs === null) this.#offsetMs = Math.round(offsetMs);
    else this.#pausedAtMs += movedByMs;
    if (movedByMs < 0) for (const alarm of this.#alarms) alarm.dueMs += movedByMs;
    this.#tellMoved();
    this.#ring();
  }

  onMoved(listener: (offsetMs: number) => void): void {
    this.#movedListeners.add(listener);
  }

  at(dueMs: number, run: () => void): Cancel {
    const alarm: Alarm = { dueMs, run };
    this.#alarms.add(alarm);
    this.#arm();
    return () => {
      this.#alarms.delete(alarm);
      this.#arm();
    };
  }

  clearAlarms(): void {
    this.#alarms.clear();
    this.#arm();
  }

  #tick(): void {
    this.#tellMoved();
    this.#cancelTick = this.#time.after(1_000, () => this.#tick());
  }

  #tellMoved(): void {
    for (const listener of this.#movedListeners) listener(this.offsetMs);
  }

  #ring(): void {
    const now = this.nowMs();
    const due = [...this.#alarms].filter((alarm) => alarm.dueMs <= now).toSorted((a, b) => a.dueMs - b.dueMs);
    for (const alarm of due) this.#alarms.delete(alarm);
    for (const alarm of due) alarm.run();
    this.#arm();
  }

  #arm(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    if (this.#alarms.size === 0 || this.isPaused) return;
    const nextMs = Math.min(...[...this.#alarms].map((alarm) => alarm.dueMs));
    this.#cancelTimer = this.#time.after(Math.max(0, nextMs - this.nowMs()), () => this.#ring());
  }
}
