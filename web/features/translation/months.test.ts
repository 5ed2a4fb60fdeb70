import { expect, test } from 'vitest';
import { monthsBefore } from './months.ts';

test('the months that can be looked at are this one of UTC and the eleven before it (N33)', () => {
  const months = monthsBefore(Date.UTC(2027, 0, 1, 0, 0, 1));
  expect(months).toHaveLength(12);
  expect(months.slice(0, 2)).toEqual([
    { value: '2027-01', label: 'January 2027' },
    { value: '2026-12', label: 'December 2026' },
  ]);
  expect(months.at(-1)).toEqual({ value: '2026-02', label: 'February 2026' });
});
