import { useSyncExternalStore } from 'react';

/** Differences below this come from the second's resolution of the Date header, not from a wrong clock. */
const toleratedSkewMs = 2_000;
let skewMs = 0;

/** Learns from the header of an answer how far this machine's clock is from the server's. */
export function noteServerTime(dateHeader: string | null): void {
  const serverMs = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
  if (Number.isNaN(serverMs)) return;
  const difference = serverMs - Date.now();
  const before = skewMs;
  skewMs = Math.abs(difference) > toleratedSkewMs ? difference : 0;
  if (Math.abs(skewMs - before) <= toleratedSkewMs) return;
  minutes.catchUp();
  seconds.catchUp();
}

/** The server's present time in ms since 1970, as far as this machine knows. */
export function nowMs(): number {
  return Date.now() + skewMs;
}

/** A clock that all who watch it share: one timer however many rows tick. */
function sharedClock(periodMs: number) {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let at = Math.floor(nowMs() / periodMs) * periodMs;

  const tick = () => {
    clearTimeout(timer);
    at = Math.floor(nowMs() / periodMs) * periodMs;
    for (const listener of listeners) listener();
    arm();
  };
  const arm = () => {
    timer = setTimeout(tick, periodMs - (nowMs() % periodMs) + 5);
  };
  return {
    read: () => at,
    /** The time jumped. */
    catchUp: () => {
      if (listeners.size > 0) tick();
    },
    subscribe(listener: () => void) {
      if (listeners.size === 0) {
        at = Math.floor(nowMs() / periodMs) * periodMs;
        arm();
      }
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) clearTimeout(timer);
      };
    },
  };
}

const minutes = sharedClock(60_000);
const seconds = sharedClock(1_000);

/** The beginning of the running minute; renders again when the next one begins. */
export function useMinute(): number {
  return useSyncExternalStore(minutes.subscribe, minutes.read);
}

/** As `useMinute`, and by the second while `until` is less than five minutes away. */
export function useTimeUntil(until: string | null): number {
  const minute = useMinute();
  const leftMs = until === null ? Number.POSITIVE_INFINITY : Date.parse(until) - minute;
  const isClose = leftMs > 0 && leftMs <= 5 * 60_000;
  const clock = isClose ? seconds : minutes;
  return useSyncExternalStore(clock.subscribe, clock.read);
}
