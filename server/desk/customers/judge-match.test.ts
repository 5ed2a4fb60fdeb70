import { expect, test } from 'vitest';
import { judgeMatch, type Match } from './judge-match.ts';

const match = (customerId: string, because: Match['because']): Match => ({ customerId, because });

test.each<[string, Match[], boolean, string | null]>([
  ['nobody', [], true, null],
  ['one by e-mail', [match('a', 'email')], false, 'a'],
  ['one by phone among namesakes', [match('a', 'phone'), match('b', 'name'), match('c', 'name')], true, 'a'],
  ['two by address', [match('a', 'email'), match('b', 'phone')], false, null],
  [
    'two by address and one by name',
    [match('a', 'email'), match('b', 'phone'), match('c', 'name')],
    true,
    null,
  ],
  ['one by name', [match('a', 'name')], false, null],
  ['one by name where the house links by name', [match('a', 'name')], true, 'a'],
  ['two by name where the house links by name', [match('a', 'name'), match('b', 'name')], true, null],
])('%s (N12)', (_what, matches, linksByName, found) => {
  expect(judgeMatch(matches, linksByName)?.customerId ?? null).toBe(found);
});
