/** How waiting grows from one attempt to the next. */
export interface Backoff {
  /** Wait after the first failed attempt. */
  firstMs: number;
  /** No wait is longer. */
  mostMs: number;
}

/**
 * How long to wait before the next attempt: twice as long each time, half of it by chance, so that
 * those who failed together do not come back together.
 *
 * @param failedAttempts  attempts so far, from 1.
 * @param random          a number from 0 up to, not including, 1; handed in, so that tests own it.
 * @returns whole milliseconds, between half of the full wait and the full wait.
 */
export function backoffMs(failedAttempts: number, { firstMs, mostMs }: Backoff, random: number): number {
  const doublings = Math.min(Math.max(failedAttempts - 1, 0), 30);
  const fullMs = Math.min(firstMs * 2 ** doublings, mostMs);
  return Math.round(fullMs / 2 + (fullMs / 2) * random);
}
