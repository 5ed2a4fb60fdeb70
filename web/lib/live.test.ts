import { describe, expect, it } from 'vitest';
import { retryDelayMs } from './live.ts';

describe('the wait before the next attempt', () => {
  it('doubles up to fifteen seconds', () => {
    const longest = [1, 2, 3, 4, 5, 6, 7, 20].map((attempt) => retryDelayMs(attempt, () => 1));
    expect(longest).toEqual([400, 800, 1_600, 3_200, 6_400, 12_800, 15_000, 15_000]);
  });

  it('is spread over its second half, so that desks do not come back as one', () => {
    expect(retryDelayMs(5, () => 0)).toBe(3_200);
    expect(retryDelayMs(5, () => 0.5)).toBe(4_800);
  });
});
