import { expect, test } from 'vitest';
import { dayIn, daysOf } from './report-days.ts';

test('days with a name are those of the calendar, whatever the length of the month', () => {
  const today = '2026-03-01';
  expect(daysOf('today', today)).toEqual({ from: today, to: today });
  expect(daysOf('yesterday', today)).toEqual({ from: '2026-02-28', to: '2026-02-28' });
  expect(daysOf('7-days', today)).toEqual({ from: '2026-02-23', to: today });
  expect(daysOf('this-month', today)).toEqual({ from: today, to: today });
  expect(daysOf('last-month', today)).toEqual({ from: '2026-02-01', to: '2026-02-28' });
  expect(daysOf('chosen', today)).toBeNull();
});

test('today is the zone’s, not the reader’s', () => {
  const ms = Date.parse('2026-11-20T23:30:00Z');
  expect([dayIn('UTC', ms), dayIn('Europe/Berlin', ms), dayIn('America/New_York', ms)]).toEqual([
    '2026-11-20',
    '2026-11-21',
    '2026-11-20',
  ]);
});
