import { expect, test } from 'vitest';
import { daysWords, nowWords } from './hours-words.ts';

const nowMs = Date.parse('2026-11-26T12:00:00Z');
const words = (state: 'open' | 'closed' | 'holiday', until: string | null, holiday: string | null = null) =>
  nowWords({ state, holiday, until }, 'Europe/Berlin', nowMs);

test('how hours stand is told by the clock of their zone, with the date when it is far', () => {
  expect(words('open', '2026-11-26T16:00:00Z')).toBe('Open now, until Thursday 17:00');
  expect(words('closed', '2026-11-30T08:00:00Z')).toBe('Closed now, opens Monday 09:00');
  expect(words('holiday', '2026-12-27T08:00:00Z', 'Leave')).toMatch(
    /^Holiday today \(Leave\), opens Sunday,? 27 December at 09:00$/,
  );
  expect(words('open', null)).toBe('Open now, always');
});

test('the days of a holiday are one day or two', () => {
  expect(daysWords({ from: '2026-12-24', to: '2026-12-24' })).toBe('24 Dec 2026');
  expect(daysWords({ from: '2026-12-24', to: '2026-12-26' })).toBe('24 Dec 2026 – 26 Dec 2026');
});
