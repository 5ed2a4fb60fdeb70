import { expect, it } from 'vitest';
import { faultsOf } from './first-run-faults.ts';

it('the first administrator needs a name, an address and ten characters', () => {
  expect(Object.keys(faultsOf({ name: ' ', email: 'maya', password: '123456789' }))).toEqual([
    'name',
    'email',
    'password',
  ]);
  expect(faultsOf({ name: 'Maya', email: 'maya@example.com', password: '1234567890' })).toEqual({});
});
