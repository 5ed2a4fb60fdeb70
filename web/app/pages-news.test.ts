import { expect, test } from 'vitest';
import type { Page } from '../../contract/pages.ts';
import { createWorld } from '../testing/fake-data.ts';
import { findPageNews } from './pages-news.ts';

const [like] = createWorld(Date.parse('2026-11-20T12:00:00Z'), 'usual').pages;
const page = (name: string, change: Partial<Page>): Page => {
  if (!like) throw new Error('There is no page.');
  return { ...like, name, isRemoved: false, ...change };
};

test('a page at ease, one that only ends soon, and one that was taken off the desk are no news to agents', () => {
  expect(
    findPageNews([
      page('A', { state: 'connected' }),
      page('B', { state: 'expiring' }),
      page('C', { state: 'silent' }),
      page('D', { state: 'unsubscribed', canSend: false }),
      page('E', { state: 'expired', canSend: false, isRemoved: true }),
    ]),
  ).toEqual([]);
});

test('what cannot send or hear stands first, with what is the matter and not what administrators do', () => {
  const news = findPageNews([
    page('A', { state: 'in-development' }),
    page('B', {
      state: 'expired',
      canSend: false,
      reason: 'The password was changed. Ask an administrator.',
    }),
    page('C', { state: 'subscription-lost' }),
  ]);
  expect(news.map(({ tone, text }) => [tone, text])).toEqual([
    ['danger', 'B cannot send: The password was changed.'],
    ['danger', 'C hears nothing from Facebook now: what customers write does not arrive.'],
    ['info', 'A: only people with a role on its Meta app can write, and be answered.'],
  ]);
});
