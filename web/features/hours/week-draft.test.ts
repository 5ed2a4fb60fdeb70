import { expect, test } from 'vitest';
import { addTime, blocksOf, copyDay, drawTime, minutesAt } from './week-draft.ts';

const monday = [{ day: 1, from: '09:00', to: '12:00' }];
const night = [{ day: 7, from: '22:00', to: '06:00' }];

test('what is open over midnight is drawn on both days, from Sunday to Monday as well', () => {
  expect(blocksOf(night, 7)).toEqual([{ from: 1320, to: 1440, index: 0, isSpill: false }]);
  expect(blocksOf(night, 1)).toEqual([{ from: 0, to: 360, index: 0, isSpill: true }]);
  expect(blocksOf([{ day: 2, from: '20:00', to: '24:00' }], 3)).toEqual([]);
});

test('a drawn time is to the quarter of an hour, and becomes one with what it meets', () => {
  expect(minutesAt(0.501)).toBe(720);
  expect(minutesAt(2)).toBe(1440);
  expect(drawTime(monday, 1, [900, 780])).toEqual([...monday, { day: 1, from: '13:00', to: '15:00' }]);
  expect(drawTime(monday, 1, [660, 900])).toEqual([{ day: 1, from: '09:00', to: '15:00' }]);
  expect(drawTime(monday, 1, [700, 705])).toEqual(monday);
});

test('what began the evening before stays, and so does the end of what goes over midnight', () => {
  expect(drawTime(night, 1, [300, 480])).toEqual([{ day: 1, from: '06:00', to: '08:00' }, ...night]);
  expect(drawTime(night, 7, [1200, 1380])).toEqual([{ day: 7, from: '20:00', to: '06:00' }]);
});

test('a day’s times are given to others, in place of theirs', () => {
  const week = [...monday, { day: 2, from: '10:00', to: '11:00' }];
  expect(copyDay(week, 1, [2, 3])).toEqual([1, 2, 3].map((day) => ({ day, from: '09:00', to: '12:00' })));
});

test('a time that is added does not overlap; on a full day none is', () => {
  expect(addTime(monday, 1)).toEqual([...monday, { day: 1, from: '13:00', to: '15:00' }]);
  const full = [{ day: 1, from: '00:00', to: '24:00' }];
  expect(addTime(full, 1)).toEqual(full);
});
