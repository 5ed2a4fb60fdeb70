import { expect, it } from 'vitest';
import { screenPaths } from '../lib/screen-paths.ts';
import { toDeskSearch, toView } from './desk-search.ts';

it('an address that the desk makes is read as it was meant', () => {
  const search = { sort: 'window', q: 'lund oak 160 & more', unread: true } as const;
  const url = new URL(screenPaths.inbox('mine', search), 'http://desk');
  expect(toDeskSearch(Object.fromEntries(url.searchParams))).toEqual(search);
});

it('what an address says without sense is left out', () => {
  expect(toDeskSearch({ sort: 'loudest', unread: 'perhaps', q: '', page: 7 })).toEqual({});
  expect(toView('nowhere')).toBe('mine');
});
