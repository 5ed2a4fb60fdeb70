import { describe, expect, test } from 'vitest';
import { userId } from '../../../../contract/ids.ts';
import type { Message } from '../../../../contract/messages.ts';
import { aMessage } from '../../../testing/a-message.ts';
import {
  arrangeTimeline,
  countAfter,
  createArranger,
  firstUnread,
  type TimelineRow,
} from './arrange-timeline.ts';
import { keyOfMessage, type ShownMessage } from './shown-message.ts';

const maya = {
  kind: 'user',
  id: userId.parse('01937000-0000-7000-8000-0000000000aa'),
  name: 'Maya',
} as const;
const out = { direction: 'out', author: maya, status: 'sent' } as const;
const line = { kind: 'activity', direction: null, status: null, activity: { type: 'opened' } } as const;

const show = (message: Message): ShownMessage => ({ key: keyOfMessage(message), message, entry: null });
const arrange = (...messages: Message[]) => arrangeTimeline(messages.map(show), { unreadFrom: null });
const sketch = (rows: readonly TimelineRow[]) =>
  rows.map((row) => ('items' in row ? `${row.kind} ${row.items.length}` : row.kind));
const at = (number: number, minutes: number): Partial<Message> => ({
  at: new Date(Date.UTC(2026, 10, 20, 12, minutes, number)).toISOString(),
});

describe('arrangeTimeline', () => {
  test('one author within five minutes is one group', () => {
    expect(sketch(arrange(aMessage(1), aMessage(2)))).toEqual(['day', 'bubbles 2']);
    expect(sketch(arrange(aMessage(1, at(1, 0)), aMessage(2, at(1, 5))))).toEqual(['day', 'bubbles 2']);
    expect(sketch(arrange(aMessage(1, at(1, 0)), aMessage(2, at(2, 5))))).toEqual([
      'day',
      'bubbles 1',
      'bubbles 1',
    ]);
  });

  test('another author, or a note between, begins a new group', () => {
    const note = aMessage(2, { kind: 'note', direction: null, author: maya, status: null });
    expect(sketch(arrange(aMessage(1), note, aMessage(3)))).toEqual([
      'day',
      'bubbles 1',
      'notes 1',
      'bubbles 1',
    ]);
    expect(
      sketch(arrange(aMessage(1, out), aMessage(2, { ...out, author: { kind: 'outside', name: 'Page' } }))),
    ).toEqual(['day', 'bubbles 1', 'bubbles 1']);
  });

  test('the parts of one reply stay together however far apart they went out', () => {
    const clientId = '01937000-0000-4000-8000-000000000001';
    const one = aMessage(1, { ...out, clientId, part: { index: 1, of: 2 }, ...at(1, 0) });
    const two = aMessage(2, { ...out, clientId, part: { index: 2, of: 2 }, ...at(2, 30) });
    expect(sketch(arrange(one, two))).toEqual(['day', 'bubbles 2']);
  });

  test('a reply that failed ends its group, so that its line stands right below it', () => {
    expect(sketch(arrange(aMessage(1, { ...out, status: 'failed' }), aMessage(2, out)))).toEqual([
      'day',
      'bubbles 1',
      'bubbles 1',
    ]);
  });

  test('three system lines in a row fold, two do not', () => {
    const lines = (...numbers: number[]) => arrange(...numbers.map((number) => aMessage(number, line)));
    expect(lines(1, 2).at(-1)).toMatchObject({ kind: 'activities', folded: false });
    expect(lines(1, 2, 3).at(-1)).toMatchObject({ kind: 'activities', folded: true });
  });

  test('each day has its head, and the unread line stands before the first unread message', () => {
    const yesterday = aMessage(1, { at: '2026-11-18T12:00:00.000Z' });
    const messages = [yesterday, aMessage(2), aMessage(3)];
    const rows = arrangeTimeline(messages.map(show), { unreadFrom: aMessage(3).id });
    expect(sketch(rows)).toEqual(['day', 'bubbles 1', 'day', 'bubbles 1', 'unread', 'bubbles 1']);
  });

  test('rows of which nothing changed stay the same objects', () => {
    const messages = [aMessage(1), aMessage(2, out), aMessage(3)].map(show);
    const before = arrangeTimeline(messages, { unreadFrom: null });
    const after = arrangeTimeline([...messages, show(aMessage(400))], { unreadFrom: null, before });
    expect(after.slice(0, before.length).every((row, index) => row === before[index])).toBe(true);
  });
});

test('a row that grows at either end stays the same row', () => {
  const arrangeAnew = createArranger();
  const all = [aMessage(1), aMessage(2), aMessage(3), aMessage(4)].map(show);
  const keyOf = (messages: ShownMessage[]) => arrangeAnew(messages, null).at(-1)?.key;
  const first = keyOf(all.slice(1, 3));
  expect(keyOf(all.slice(0, 3))).toBe(first);
  expect(keyOf(all)).toBe(first);
});

test('rows have names of their own also when one falls in two', () => {
  const arrangeAnew = createArranger();
  const all = [aMessage(1), aMessage(2), aMessage(3)].map(show);
  arrangeAnew(all, null);
  const keys = arrangeAnew(all, aMessage(2).id).map((row) => row.key);
  expect(new Set(keys).size).toBe(keys.length);
  const later = arrangeAnew([...all, show(aMessage(4))], aMessage(3).id).map((row) => row.key);
  expect(new Set(later).size).toBe(later.length);
});

test('the unread line finds the oldest of the customer’s unread messages', () => {
  const messages = [aMessage(1), aMessage(2), aMessage(3, out), aMessage(4)];
  expect(firstUnread(messages, 2)).toBe(aMessage(2).id);
  expect(firstUnread(messages, 0)).toBeNull();
  expect(firstUnread(messages, 9)).toBeNull();
});

test('what came below counts messages and not system lines', () => {
  const messages = [aMessage(1), aMessage(2, line), aMessage(3), aMessage(4)].map(show);
  expect(countAfter(messages, messages[0]?.key ?? null)).toBe(2);
  expect(countAfter(messages, null)).toBe(0);
});
