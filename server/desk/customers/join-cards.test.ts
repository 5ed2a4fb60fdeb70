import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CustomerFields } from '../../store/customers.ts';
import { joinCards, partCards } from './join-cards.ts';

const word = fc.constantFrom('Ana', 'Ben', 'Cleo');
const maybe = fc.option(word, { nil: null });
const card: fc.Arbitrary<CustomerFields> = fc.record({
  name: word,
  firstName: maybe,
  lastName: maybe,
  emails: fc.uniqueArray(fc.constantFrom('a@x.test', 'b@x.test', 'c@x.test')),
  phones: fc.uniqueArray(fc.constantFrom('+31 30 555 01 84', '0151 23456789', '+49 40 1234567')),
  companyId: fc.constant(null),
  companyName: maybe,
  location: maybe,
  number: maybe,
  managerId: fc.constant(null),
  fields: fc.dictionary(fc.constantFrom('f', 'g'), word),
});

test('what is joined and parted again is as it was, and nothing that stood was overwritten', () => {
  fc.assert(
    fc.property(card, card, (kept, other) => {
      const joined = joinCards(kept, other);
      const now: CustomerFields = { ...kept, ...joined.after };
      for (const name of ['name', 'firstName', 'lastName', 'companyName', 'location', 'number'] as const) {
        if (kept[name] !== null) expect(now[name]).toBe(kept[name]);
      }
      expect(now.emails).toEqual(expect.arrayContaining([...kept.emails, ...other.emails]));
      expect({ ...now, ...partCards(now, joined) }).toEqual(kept);
    }),
  );
});

test('what people wrote after a merge stays when it is undone', () => {
  const empty: CustomerFields = {
    name: 'Ana',
    firstName: null,
    lastName: null,
    emails: ['a@x.test'],
    phones: [],
    companyId: null,
    companyName: null,
    location: null,
    number: null,
    managerId: null,
    fields: {},
  };
  const joined = joinCards(empty, {
    ...empty,
    emails: ['b@x.test'],
    location: 'Bremen',
    fields: { f: 'Gold' },
  });
  const later = { ...empty, ...joined.after, location: 'Delft', emails: ['b@x.test', 'c@x.test'] };
  expect(partCards(later, joined)).toEqual({ emails: ['c@x.test'], fields: {} });
});
