import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { noteServerTime, nowMs } from './clock.ts';

const noon = new Date('2026-11-20T12:00:00.000Z');

beforeEach(() => {
  vi.useFakeTimers({ now: noon });
  noteServerTime(noon.toUTCString());
});
afterEach(() => {
  vi.useRealTimers();
});

it('time goes by the server’s clock when this machine’s is wrong', () => {
  noteServerTime('Sat, 21 Nov 2026 11:00:00 GMT');
  expect(nowMs()).toBe(Date.parse('2026-11-21T11:00:00.000Z'));
});

it('a difference of a second is the header’s, not the clock’s', () => {
  noteServerTime('Fri, 20 Nov 2026 11:59:59 GMT');
  expect(nowMs()).toBe(noon.getTime());
});

it('an answer without a time changes nothing', () => {
  noteServerTime(null);
  expect(nowMs()).toBe(noon.getTime());
});
