import { expect, test } from 'vitest';
import { dueWords } from './due-words.ts';

const now = Date.parse('2026-11-20T12:00:00Z');
const due = (promise: 'respond' | 'resolve', minutes: number) =>
  dueWords({ promise, at: new Date(now + minutes * 60_000).toISOString() }, now);

test('what is due is said with how long is left, or by how much it is late', () => {
  expect(dueWords(undefined, now)).toBeNull();
  expect(due('respond', 45)).toEqual({ words: 'answer due in 45 min', tone: 'calm' });
  expect(due('respond', 12)).toEqual({ words: 'answer due in 12 min', tone: 'soon' });
  expect(due('resolve', 180)).toEqual({ words: 'due in 3 h', tone: 'calm' });
  expect(due('respond', -5)).toEqual({ words: 'answer 5 min late', tone: 'late' });
});
