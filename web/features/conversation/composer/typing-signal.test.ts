import { expect, test } from 'vitest';
import { createTypingSignal } from './typing-signal.ts';

test('while somebody types it is told every eight seconds, and never for an empty field', () => {
  let now = 0;
  const told: number[] = [];
  const signal = createTypingSignal(
    async () => void told.push(now),
    () => now,
  );
  signal('  ');
  for (; now <= 20_000; now += 500) signal('Hello');
  expect(told).toEqual([0, 8_000, 16_000]);
});
