import { describe, expect, test } from 'vitest';
import { checklistItemId } from '../../../contract/setup-room.ts';
import { isPublicAddress, judgeChecklist, type ChecklistFacts } from './checklist.ts';

const fresh: ChecklistFacts = {
  isOn: true,
  publicUrl: 'http://localhost:3000',
  metaApps: 0,
  connectedPages: 0,
  assignedPages: 0,
  hasHeardPage: false,
  hasMessage: false,
  departments: 0,
  checks: null,
  isReviewed: false,
  ticks: new Map(),
};
const items = (facts: Partial<ChecklistFacts>) =>
  judgeChecklist({ ...fresh, ...facts }).groups.flatMap((group) => group.items);
const done = (facts: Partial<ChecklistFacts>) => items(facts).flatMap((one) => (one.isDone ? one.id : []));

test('every item is shown once, and on a fresh desk none is done', () => {
  expect(
    items({})
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual([...checklistItemId.options].toSorted());
  expect(done({})).toEqual([]);
});

test('a tick counts only where no fact can tell', () => {
  const ticks = new Map(
    checklistItemId.options.map((id) => [id, { by: 'Leila', at: '2026-11-26T04:00:00.000Z' }]),
  );
  expect(done({ ticks }).toSorted()).toEqual(
    items({})
      .flatMap((one) => (one.mayTick ? one.id : []))
      .toSorted(),
  );
  expect(done({ ticks })).not.toContain('first-message');
  expect(done({ ticks })).not.toContain('callback-verified');
});

test('R47 the four steps stand together, and each can be done before the others', () => {
  const steps = judgeChecklist(fresh).groups.find(({ title }) => title === 'Four steps');
  expect(steps?.items.map(({ id }) => id)).toEqual(['department', 'channel', 'routing', 'page-settings']);
  expect(done({ connectedPages: 1 })).toContain('channel');
  expect(done({ connectedPages: 1 })).not.toContain('department');
  const ticks = new Map([['routing', { by: 'Leila', at: '2026-11-26T04:00:00.000Z' }]]);
  expect(done({ ticks })).toEqual(['routing']);
});

describe('an address that Meta can reach', () => {
  test.each([
    ['https://desk.example.com', true],
    ['https://desk.example.com:8443', true],
    ['http://desk.example.com', false],
    ['https://localhost:3000', false],
    ['https://127.0.0.1', false],
    ['https://192.168.1.4', false],
    ['https://172.20.0.1', false],
    ['https://172.32.0.1', true],
    ['https://10.0.0.4', false],
    ['https://desk.local', false],
    ['https://desk', false],
    ['https://[::1]', false],
  ])('%s: %s', (url, isPublic) => {
    expect(isPublicAddress(url)).toBe(isPublic);
  });
});
