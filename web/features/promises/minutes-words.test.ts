import { expect, test } from 'vitest';
import { minutesWords } from './minutes-words.ts';

test('minutes are said in days, hours and minutes, and what is not promised is a dash', () => {
  expect([null, 45, 60, 90, 1440, 1501].map(minutesWords)).toEqual([
    '–',
    '45 min',
    '1 h',
    '1 h 30 min',
    '1 d',
    '1 d 1 h 1 min',
  ]);
});
