import { expect, test } from 'vitest';
import { conversationStatus } from '../../../contract/conversations.ts';
import { nextStatus, type LifeEvent } from './life-cycle.ts';

const events = [
  'take',
  'assign',
  'release',
  'transfer',
  'park',
  'resume',
  'end',
  'finish',
  'reopen',
  'customer-wrote',
  'wake',
  'time-out',
] as const satisfies LifeEvent[];

/** The whole of it, by hand: a dot where nothing may happen. */
const table = `
           take    assign  release transfer park     resume  end     finish  reopen  customer-wrote wake    time-out
  open     active  active  .       open     .        .       closed  .       .       .           .       closed
  active   .       active  open    open     waiting  .       wrapup  .       .       .           .       closed
  waiting  active  active  open    open     .        active  wrapup  .       .       active      active  closed
  wrapup   active  active  open    open     .        active  .       closed  .       active      .       closed
  closed   .       .       .       .        .        .       .       .       active  active      .       .
`;

test('the life cycle is this table, every move of it and none outside it', () => {
  const [, head = '', ...rows] = table.trimEnd().split('\n');
  expect(head.trim().split(/\s+/)).toEqual(events);
  const statuses = rows.map((row) => {
    const [status = '', ...cells] = row.trim().split(/\s+/);
    const from = conversationStatus.parse(status);
    expect(events.map((event) => nextStatus(from, event) ?? '.')).toEqual(cells);
    return from;
  });
  expect(statuses).toEqual(conversationStatus.options);
});
