import { expect, it } from 'vitest';
import { auditFacts, auditWords, nameOfSubject } from './audit-words.ts';

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
  ).toEqual(['delete data: no', 'fields: a, b', 'members: 2', 'none: none', 'nested: n 1']);
});

it('tells of each setting that was changed what it was and what it is, in words', () => {
  expect(
    auditFacts({
      changed: {
        'general.rulesFirst': { to: true, from: false },
        'life.autoCloseHours': { to: 72, from: null },
      },
    }),
  ).toEqual(['general, rules first: no → yes', 'life, auto close hours: nothing → 72']);
});

it('names what an entry is about as it is called now, or as it was called then', () => {
  const subject = { id: '01a21639-41a6-7118-8725-bc8b4263e1ba', name: null };
  expect(nameOfSubject({ subject, detail: { name: 'Chats', itemLimit: 3 } })).toBe('Chats');
  expect(nameOfSubject({ subject: { ...subject, name: 'Talks' }, detail: { name: 'Chats' } })).toBe('Talks');
  expect(nameOfSubject({ subject, detail: {} })).toBeNull();
});
