import { expect, it } from 'vitest';
import { auditFacts, auditWords } from './audit-words.ts';

it('reads an action as a sentence, and shows what it does not know as it is stored', () => {
  expect(auditWords('department.changed')).toBe('changed a department');
  expect(auditWords('session.opened')).toBe('signed in');
  expect(auditWords('rocket.launched')).toBe('rocket.launched');
  expect(auditWords('page.launched')).toBe('page.launched');
});

it('tells each fact of an entry', () => {
  expect(
    auditFacts({ departmentId: 'x', deleteData: false, fields: ['a', 'b'], none: [], nested: { n: 1 } }),
  ).toEqual(['department id: x', 'delete data: no', 'fields: a, b', 'none: none', 'nested: {"n":1}']);
});
