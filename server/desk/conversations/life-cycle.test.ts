import { expect, test } from 'vitest';
import { conversationStatus } from '../../../contract/conversations.ts';
import { nextStatus, type LifeEvent } from './life-cycle.ts';

const table: [from: string, event: LifeEvent, to: string | null][] = [
  ['open', 'take', 'active'],
  ['open', 'assign', 'active'],
  ['open', 'release', null],
  ['open', 'end', 'closed'],
  ['open', 'reopen', null],
  ['active', 'take', null],
  ['active', 'assign', 'active'],
  ['active', 'release', 'open'],
  ['active', 'end', 'closed'],
  ['active', 'reopen', null],
  ['waiting', 'take', 'active'],
  ['waiting', 'release', 'open'],
  ['waiting', 'end', 'closed'],
  ['wrapup', 'end', 'closed'],
  ['closed', 'take', null],
  ['closed', 'assign', null],
  ['closed', 'release', null],
  ['closed', 'end', null],
  ['closed', 'reopen', 'active'],
];

test.each(table)('%s and %s lead to %s', (from, event, to) => {
  expect(nextStatus(conversationStatus.parse(from), event)).toBe(to);
});
