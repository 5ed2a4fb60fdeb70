import { describe, expect, test } from 'vitest';
import { addressesIn, addressKeys, isSamePhone } from './addresses.ts';

describe('phones', () => {
  test.each([
    ['+31 30 555 01 84', '0031-30-5550184'],
    ['+31 30 555 01 84', '(030) 555 0184'],
    ['+49 151 23456789', '0151/23 45 67 89'],
    ['+1 (415) 555-2671', '415.555.2671'],
    ['555 0184', '5550184'],
  ])('%s and %s ring the same phone, and are found by one key', (one, other) => {
    expect(isSamePhone(one, other)).toBe(true);
    expect(addressKeys({ emails: [], phones: [one] })).toEqual(addressKeys({ emails: [], phones: [other] }));
  });

  test.each([
    ['+31 30 555 01 84', '+49 30 555 01 84'],
    ['+31 30 555 01 84', '+31 30 555 01 85'],
    ['5550184', '+31 30 555 01 84'],
    ['112', '112'],
  ])('%s and %s do not', (one, other) => {
    expect(isSamePhone(one, other)).toBe(false);
  });
});

test('what a customer told is read from the variables: an order number is no phone', () => {
  const told = addressesIn([
    { name: 'order_number', value: 20417793 },
    { name: 'order', value: 'HP-4821355501' },
    { name: 'how_to_reach_you', value: 'Gilda@Moss.test or gilda@moss.test, +31 30 555 01 84' },
    { name: 'mobile', value: '0151 23456789' },
    { name: 'phone', value: '030 5550184' },
  ]);
  expect(told).toEqual({
    emails: ['Gilda@Moss.test'],
    phones: ['+31 30 555 01 84', '0151 23456789'],
  });
});
