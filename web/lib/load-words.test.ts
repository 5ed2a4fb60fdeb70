import { expect, test } from 'vitest';
import { boundWords, fullestOf, percentOf } from './load-words.ts';

const bound = (kind: 'units' | 'profile' | 'conversations', used: number, limit: number) => ({
  ...{ kind, used, limit },
  name: kind === 'profile' ? 'Chats' : null,
});

test('what bounds an agent is said in words, and the fullest of it is drawn', () => {
  expect(boundWords(bound('units', 60, 100))).toBe('60 of 100 units');
  expect(boundWords(bound('profile', 2, 3))).toBe('Chats 2 of 3');
  expect(boundWords(bound('conversations', 4, 5))).toBe('4 of 5 at once');
  expect(percentOf(bound('profile', 0, 0))).toBe(100);
  expect(fullestOf([bound('profile', 1, 3), bound('profile', 2, 3), bound('units', 60, 100)])).toEqual(
    bound('profile', 2, 3),
  );
  expect(fullestOf([])).toBeUndefined();
});
