import { expect, test } from 'vitest';
import { displayName } from './display-name.ts';

const maya = { name: 'Maya Anna Lindqvist', nickname: 'Mia', userName: 'maya.l' };

test.each([
  ['full', 'Maya Anna Lindqvist'],
  ['first', 'Maya'],
  ['last', 'Lindqvist'],
  ['user-name', 'maya.l'],
  ['nickname', 'Mia'],
  ['none', null],
] as const)('R9: shown as %s she is %j', (form, expected) => {
  expect(displayName(form, maya)).toBe(expected);
});

test('R9: without a nickname or a user name the full name stands in', () => {
  const plain = { ...maya, nickname: null, userName: ' ' };
  expect(displayName('nickname', plain)).toBe('Maya Anna Lindqvist');
  expect(displayName('user-name', plain)).toBe('Maya Anna Lindqvist');
});

test('who has one name is called by it, and a long one is cut between characters', () => {
  expect(displayName('last', { ...maya, name: 'Madonna' })).toBe('Madonna');
  const long = displayName('full', { ...maya, name: `${'a'.repeat(49)}😀b` });
  expect(long).toBe('a'.repeat(49));
});
