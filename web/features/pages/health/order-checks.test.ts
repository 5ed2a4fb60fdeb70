import { expect, test } from 'vitest';
import type { DoctorCheck, DoctorVerdict } from '../../../../contract/doctor.ts';
import { orderChecks, ringArcs, verdictWords } from './order-checks.ts';

const check = (id: DoctorCheck['id'], verdict: DoctorVerdict): DoctorCheck => ({
  id,
  verdict,
  title: id,
  fact: null,
  explanation: null,
  advice: null,
  mend: null,
  link: null,
});
const checks = [
  check('address', 'passed'),
  check('clock', 'skipped'),
  check('callback', 'failed'),
  check('signatures', 'warning'),
  check('token', 'failed'),
  check('published', 'passed'),
];

test('what failed stands first, in the order of the chain', () => {
  expect(orderChecks(checks).map(({ id }) => id)).toEqual([
    'callback',
    'token',
    'signatures',
    'clock',
    'address',
    'published',
  ]);
});

test('the count says what was not looked at, too', () => {
  expect(verdictWords(checks)).toBe('2 of 6 passed, 1 warning, 2 failed, 1 could not be looked at');
  expect(verdictWords([check('address', 'passed')])).toBe('1 of 1 passed');
});

test('the ring is whole, and what could not be looked at has no part in it', () => {
  const arcs = ringArcs(checks);
  expect(arcs.map(({ verdict }) => verdict)).toEqual(['passed', 'warning', 'failed']);
  expect(arcs.reduce((sum, { length }) => sum + length, 0)).toBeCloseTo(1);
  expect(ringArcs([check('clock', 'skipped')])).toEqual([]);
});
