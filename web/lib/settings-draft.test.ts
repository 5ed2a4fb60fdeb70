import { expect, test } from 'vitest';
import { changePageSettings } from '../../contract/page-settings.ts';
import { changesOf, faultsOf } from './settings-draft.ts';

test('a field that is set back to what is saved is no change, a list included', () => {
  const saved = { maxKb: 5_120, types: ['image/*'], customers: true };
  expect(changesOf(saved, { maxKb: 5_120, types: ['image/*'] })).toEqual({});
  expect(changesOf(saved, { maxKb: 5_120, customers: false, types: [] })).toEqual({
    customers: false,
    types: [],
  });
});

test('K11: above 25 MB the field says what Facebook takes; a wrong one of a list is told at the list', () => {
  const parsed = changePageSettings.safeParse({
    version: 1,
    attachments: { maxKb: 30_000, types: ['image/*', 'pictures'] },
  });
  const faults = faultsOf(parsed, 'attachments');
  expect(faults['maxKb']).toContain('25 MB');
  expect(faults['types']).toBe(faults['types.1']);
  expect(faultsOf(parsed, 'messages')).toEqual({});
});
