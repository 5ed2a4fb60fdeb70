import { expect, test } from 'vitest';
import type { CustomerField } from '../../../../contract/customers.ts';
import type { CustomerFieldId, CustomerId } from '../../../../contract/ids.ts';
import { cardOf, emptyDraft } from './card-draft.ts';

const field = (id: string, more: Partial<CustomerField>): CustomerField => ({
  id: id as CustomerFieldId,
  name: id,
  appliesTo: 'both',
  type: 'text',
  choices: [],
  ...more,
});
const companies = [{ id: 'c-1' as CustomerId, name: 'Ström AB' }];

test('addresses are one a line, and what is empty is taken away', () => {
  const draft = { ...emptyDraft, firstName: ' Ana ', emails: 'a@x.test\n\n b@x.test ', location: ' ' };
  expect(cardOf(draft, 'person', { fields: [], companies })).toEqual({
    firstName: 'Ana',
    lastName: null,
    emails: ['a@x.test', 'b@x.test'],
    phones: [],
    location: null,
    number: null,
    managerId: null,
    companyName: null,
    fields: {},
  });
});

test('a company with a card is linked however its name is typed, another is kept by name', () => {
  const company = (typed: string) =>
    cardOf({ ...emptyDraft, company: typed }, 'person', { fields: [], companies });
  expect(company('ström ab ')).toMatchObject({ companyId: 'c-1' });
  expect(company('Elsewhere')).toMatchObject({ companyName: 'Elsewhere' });
});

test('only the fields of this kind of card are told, numbers as numbers', () => {
  const fields = [field('n', { type: 'number' }), field('p', { appliesTo: 'person' }), field('empty', {})];
  const draft = { ...emptyDraft, name: 'X', fields: { n: '3.5', p: 'no', gone: 'y' } };
  expect(cardOf(draft, 'company', { fields, companies }).fields).toEqual({ n: 3.5, empty: null });
});
