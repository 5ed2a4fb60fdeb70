import { expect, test } from 'vitest';
import { FakeClock } from './clock.ts';
import { RateWindow } from './rate-window.ts';

test('so many calls are let through for each key, and again after the span', () => {
  const clock = new FakeClock();
  const window = new RateWindow(clock, { most: 2, perMs: 60_000, mostKeys: 10 });
  expect([1, 2, 3].map(() => window.take('a'))).toEqual([true, true, false]);
  expect(window.take('b')).toBe(true);
  clock.advance(59_999);
  expect(window.take('a')).toBe(false);
  clock.advance(1);
  expect(window.take('a')).toBe(true);
});

test('of many keys the oldest is forgotten, so that memory stays small', () => {
  const window = new RateWindow(new FakeClock(), { most: 1, perMs: 60_000, mostKeys: 2 });
  for (const key of ['a', 'b', 'c']) expect(window.take(key)).toBe(true);
  expect(window.take('c')).toBe(false);
  expect(window.take('a')).toBe(true);
});
