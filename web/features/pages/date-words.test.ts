import { expect, test } from 'vitest';
import { dayWords, keyWords } from './date-words.ts';

const nowMs = Date.parse('2026-11-20T12:00:00.000Z');
const page = {
  tokenExpiresAt: null,
  dataAccessExpiresAt: null,
  isRemoved: false,
  state: 'connected',
  stateSince: '2026-11-17T10:00:00.000Z',
} as const;

test('a day of this year stands without it', () => {
  expect(dayWords('2026-11-26T12:00:00.000Z', nowMs)).toBe('26 Nov');
  expect(dayWords('2027-01-14T12:00:00.000Z', nowMs)).toBe('14 Jan 2027');
});

test('the key’s own end goes before the end of reading people’s data', () => {
  const dataAccessExpiresAt = '2026-12-30T12:00:00.000Z';
  expect(keyWords(page, nowMs)).toBe('does not end');
  expect(keyWords({ ...page, dataAccessExpiresAt }, nowMs)).toBe('until 30 Dec');
  expect(keyWords({ ...page, dataAccessExpiresAt, tokenExpiresAt: '2026-11-26T12:00:00.000Z' }, nowMs)).toBe(
    'until 26 Nov',
  );
  expect(keyWords({ ...page, tokenExpiresAt: '2026-11-19T12:00:00.000Z' }, nowMs)).toBe('ended 19 Nov');
});

test('a dead key is told since when, a removed page has none', () => {
  expect(keyWords({ ...page, state: 'expired' }, nowMs)).toBe('since 17 Nov');
  expect(keyWords({ ...page, isRemoved: true }, nowMs)).toBe('–');
});
