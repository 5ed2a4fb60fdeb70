import type { ThrottleRow } from '../../store/sign-in-throttle.ts';

const SECOND_MS = 1_000;
/** After this long without a try, a counter starts anew. */
export const FORGOTTEN_AFTER_MS = 60 * 60 * SECOND_MS;
const FIRST_BLOCK_MS = 15 * SECOND_MS;
const LONGEST_BLOCK_MS = 15 * 60 * SECOND_MS;

/**
 * Tries before the first block. An address may be a whole office behind one router, so it gets more.
 * A person mistypes; a machine guesses: at the longest block, 100 guesses a day are left.
 */
const freeTries = { account: 5, address: 30 };

/** How long a counter blocks after its n-th failure: nothing at first, then doubled each time. In milliseconds. */
export function blockMs(kind: keyof typeof freeTries, failures: number): number {
  const over = failures - freeTries[kind];
  return over < 0 ? 0 : Math.min(LONGEST_BLOCK_MS, FIRST_BLOCK_MS * 2 ** over);
}

/** The counter after one more try. Counted before the password is looked at, so that tries at once count too. */
export function countTry(row: ThrottleRow, now: Date): ThrottleRow {
  const isForgotten = now.getTime() - row.updatedAt.getTime() > FORGOTTEN_AFTER_MS;
  const failures = (isForgotten ? 0 : row.failures) + 1;
  const kind = row.key.startsWith('account:') ? 'account' : 'address';
  return {
    key: row.key,
    failures,
    blockedUntil: new Date(now.getTime() + blockMs(kind, failures)),
    updatedAt: now,
  };
}
