import { describe, expect, it } from 'vitest';
import { agoWords, dayName, isSameDay, shortTime, spanWords } from './dates.ts';

/** A moment of the reader's own calendar, so that the tests hold in every zone. */
const at = (year: number, month: number, day: number, hour = 12, minute = 0) =>
  new Date(year, month - 1, day, hour, minute).toISOString();
const friday = Date.parse(at(2026, 11, 20, 14, 33));

describe('a time', () => {
  it.each([
    [at(2026, 11, 20, 14, 31), '14:31'],
    [at(2026, 11, 20, 0, 0), '00:00'],
    [at(2026, 11, 19, 23, 59), 'Yesterday'],
    [at(2026, 11, 18), 'Wed'],
    [at(2026, 11, 14), 'Sat'],
    [at(2026, 11, 13), '13 Nov'],
    [at(2026, 1, 2), '2 Jan'],
    [at(2025, 12, 31), '31 Dec 2025'],
  ])('%s is as short as it stays clear: %s', (moment, words) => {
    expect(shortTime(moment, friday)).toBe(words);
  });

  it('of a machine that runs ahead is still today', () => {
    expect(shortTime(at(2026, 11, 20, 14, 35), friday)).toBe('14:35');
    expect(agoWords(at(2026, 11, 20, 14, 35), friday)).toBe('just now');
  });
});

describe('a day', () => {
  it.each([
    [at(2026, 11, 20), 'Today'],
    [at(2026, 11, 19), 'Yesterday'],
    [at(2026, 11, 18), 'Wednesday'],
    [at(2026, 11, 12), '12 November'],
    [at(2025, 3, 4), '4 March 2025'],
  ])('%s is called %s', (moment, name) => {
    expect(dayName(moment, friday)).toBe(name);
  });

  it('ends at midnight of the reader', () => {
    expect(isSameDay(at(2026, 11, 20, 0, 0), at(2026, 11, 20, 23, 59))).toBe(true);
    expect(isSameDay(at(2026, 11, 19, 23, 59), at(2026, 11, 20, 0, 0))).toBe(false);
  });
});

describe('a span', () => {
  it.each([
    [0, '0 s'],
    [29_500, '30 s'],
    [60_000, '1 min'],
    [38 * 60_000 + 59_000, '38 min'],
    [4 * 3_600_000, '4 h'],
    [5 * 86_400_000 + 1, '5 d'],
  ])('of %d ms is said as %s', (ms, words) => {
    expect(spanWords(ms)).toBe(words);
  });
});
