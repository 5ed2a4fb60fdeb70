import { expect, test } from 'vitest';
import { moved } from './use-sorting.ts';

test('one thing moves and the others keep their order, within the ends', () => {
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
  expect(moved(['a', 'b', 'c'], 0, 9)).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b', 'c'], 1, 1)).toEqual(['a', 'b', 'c']);
  expect(moved(['a'], 4, 0)).toEqual(['a']);
});
