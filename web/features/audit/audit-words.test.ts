import { expect, it } from 'vitest';
import { auditFacts, auditWords } from './audit-words.ts';

it('reads an action as a sentence, and shows what it does not know as it is stored', () => {
  expect(auditWords('department.changed')).toBe('changed a department');
  expect(auditWords('session.opened')).toBe('signed in');
  expect(auditWords('rocket.launched')).toBe('rocket.launched');
  expect(auditWords('toString')).toBe('toString');
});

it('tells each fact of an entry, and of our own ids their number', () => {
  const id = '01a21639-41a6-7118-8725-bc8b4263e1ba';
  expect(
    auditFacts({
      metaAppId: id,
      deleteData: false,
      fields: ['a', 'b'],
      memberIds: [id, id],
      none: [],
      nested: { n: 1 },
      departmentId: null,
    }),
  ).toEqual(['delete data: no', 'fields: a, b', 'member ids: 2', 'none: none', 'nested: {"n":1}']);
});
