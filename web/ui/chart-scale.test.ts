import { expect, test } from 'vitest';
import { linePath, niceTop } from './chart-scale.ts';

test('a scale ends above its greatest value, at a round figure whose half is round too', () => {
  expect([0, 1, 2, 3, 7, 10, 11, 41, 99, 101].map(niceTop)).toEqual([2, 2, 2, 4, 8, 10, 20, 60, 100, 200]);
});

test('a line goes from side to side, zero at the foot; one value alone is level', () => {
  const box = { width: 100, height: 20, top: 4, inset: 0 };
  expect(linePath([0, 2, 4], box)).toBe('M0.0 20.0L50.0 10.0L100.0 0.0');
  expect(linePath([2], box)).toBe('M0.0 10.0L100.0 10.0');
  expect(linePath([], box)).toBe('');
});
