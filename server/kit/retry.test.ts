import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs } from './retry.ts';

test('waits double until the longest', () => {
  const waits = [1, 2, 3, 4, 5, 6].map((attempt) => backoffMs(attempt, { firstMs: 1000, mostMs: 10_000 }, 1));
  expect(waits).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000]);
});

test('chance takes away at most half, and no number of attempts breaks the bounds', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -5, max: 5000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (attempt, random) => {
        const waitMs = backoffMs(attempt, { firstMs: 500, mostMs: 60_000 }, random);
        const fullMs = backoffMs(attempt, { firstMs: 500, mostMs: 60_000 }, 1);
        expect(waitMs).toBeGreaterThanOrEqual(Math.floor(fullMs / 2));
        expect(waitMs).toBeLessThanOrEqual(fullMs);
        expect(fullMs).toBeLessThanOrEqual(60_000);
      },
    ),
  );
});
