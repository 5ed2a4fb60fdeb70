import { expect, test } from 'vitest';
import { hoursInForce } from './in-force.ts';

const thursday = new Date('2026-11-26T12:00:00Z');
const on = (...days: number[]) => ({
  timeZone: 'UTC',
  weekly: days.map((day) => ({ day, from: '08:00', to: '18:00' })),
  holidays: [],
});
const holiday = { ...on(4, 5), holidays: [{ name: 'H', from: '2026-11-26', to: '2026-11-26', hours: [] }] };

test('what has no hours is always open (E4.15)', () => {
  expect(hoursInForce({ page: null, department: null }, thursday)).toEqual({ isOpen: true, closed: null });
});

test('a closed department closes an open page, and its own words apply (E4.14)', () => {
  expect(hoursInForce({ page: on(4), department: holiday }, thursday)).toMatchObject({
    isOpen: false,
    closed: { isHoliday: true, opens: { at: new Date('2026-11-27T08:00:00Z') } },
  });
});

test('for the way of a conversation the department’s hours count, for what is told the page’s (E4.14)', () => {
  const told = { isHoliday: false, opens: { at: new Date('2026-11-28T08:00:00Z') } };
  expect(hoursInForce({ page: on(6), department: on(4) }, thursday)).toMatchObject({
    isOpen: true,
    closed: told,
  });
  expect(hoursInForce({ page: on(6), department: holiday }, thursday)).toMatchObject({
    isOpen: false,
    closed: told,
  });
  expect(hoursInForce({ page: on(6), department: null }, thursday)).toMatchObject({ isOpen: false });
});

test('one closed time has one beginning, whether its days are holidays or not', () => {
  const at = (text: string) =>
    hoursInForce({ page: holiday, department: null }, new Date(text)).closed?.since;
  expect(at('2026-11-25T23:00:00Z')).toEqual(new Date('2026-11-20T18:00:00Z'));
  expect(at('2026-11-26T12:00:00Z')).toEqual(new Date('2026-11-20T18:00:00Z'));
  expect(at('2026-11-27T19:00:00Z')).toEqual(new Date('2026-11-27T18:00:00Z'));
});
