import { expect, test } from 'vitest';
import { adMessageAt } from './ad-message.ts';

const ad = (at: string, isMessage = true) => ({ source: 'ADS', at, isMessage });

test('the newest message that came by way of an ad counts; a mere click and a link do not', () => {
  const [first, second] = ['2026-11-20T12:00:00.000Z', '2026-11-21T12:00:00.000Z'];
  expect(adMessageAt([ad(first), ad(second)])).toEqual(new Date(second));
  expect(adMessageAt([ad(first), ad(second, false)])).toEqual(new Date(first));
  expect(adMessageAt([{ source: 'SHORTLINK', at: second, isMessage: true }])).toBeNull();
});

test('what an older version kept, and what is no list, is no ad', () => {
  expect(adMessageAt([{ source: 'ADS', at: '2026-11-20T12:00:00.000Z' }])).toBeNull();
  for (const value of [null, undefined, {}, 'ADS', [ad('no time')]]) expect(adMessageAt(value)).toBeNull();
});
