import type { MessageId } from '../../../../contract/ids.ts';
import type { Author, Message } from '../../../../contract/messages.ts';
import { isSameDay } from '../../../lib/dates.ts';
import type { ShownMessage } from './shown-message.ts';

/** What somebody said in one breath: one avatar, one line of time and state below. */
export type BubbleGroup = {
  kind: 'bubbles';
  key: string;
  side: 'in' | 'out';
  author: Author;
  items: readonly ShownMessage[];
};

export type TimelineRow =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'unread'; key: string }
  | BubbleGroup
  | { kind: 'notes'; key: string; author: Author; items: readonly ShownMessage[] }
  | { kind: 'activities'; key: string; items: readonly ShownMessage[]; folded: boolean };

/** Messages of one author further apart than this are two groups. */
export const groupWithinMs = 5 * 60_000;
/** So many system lines in a row fold into one. */
export const foldFrom = 3;

/**
 * Turns messages, oldest first, into the rows of a timeline. A row whose messages are the same objects
 * as in `before` is the same object, so that only what changed is drawn again.
 */
export function arrangeTimeline(
  messages: readonly ShownMessage[],
  options: { unreadFrom: MessageId | null; before?: readonly TimelineRow[] | undefined },
): TimelineRow[] {
  const rows: TimelineRow[] = [];
  let previous: ShownMessage | undefined;
  let gathered: ShownMessage[] = [];
  const known = new Map(options.before?.map((row) => [row.key, row]));
  const keyOf = createRowKeys(options.before ?? []);
  const put = () => {
    const row = toRow(gathered, keyOf(gathered));
    if (row) rows.push(keepSame(row, known.get(row.key)));
    gathered = [];
  };
  for (const shown of messages) {
    const { message } = shown;
    const newDay = previous === undefined || !isSameDay(previous.message.at, message.at);
    const isFirstUnread = message.id === options.unreadFrom;
    if (newDay || isFirstUnread || previous === undefined || !continues(previous, shown)) put();
    if (newDay) {
      const row: TimelineRow = { kind: 'day', key: `day:${dateOf(message.at)}`, at: message.at };
      rows.push(keepSame(row, known.get(row.key)));
    }
    if (isFirstUnread) rows.push(known.get('unread') ?? { kind: 'unread', key: 'unread' });
    gathered.push(shown);
    previous = shown;
  }
  put();
  return rows;
}

/** `arrangeTimeline` that remembers its last answer, so that rows keep their identity from drawing to drawing. */
export function createArranger(): (
  messages: readonly ShownMessage[],
  unreadFrom: MessageId | null,
) => TimelineRow[] {
  let before: TimelineRow[] | undefined;
  return (messages, unreadFrom) => {
    before = arrangeTimeline(messages, { unreadFrom, before });
    return before;
  };
}

/** Whether `next` stands in the row of `previous`. */
function continues(previous: ShownMessage, next: ShownMessage): boolean {
  const one = previous.message;
  const other = next.message;
  if (one.kind !== other.kind) return false;
  if (one.kind === 'activity') return true;
  if (isReply(one) && isReply(other) && one.clientId !== null && one.clientId === other.clientId) {
    return !needsOwnLine(previous) && !needsOwnLine(next);
  }
  return (
    one.direction === other.direction &&
    isSameAuthor(one.author, other.author) &&
    Date.parse(other.at) - Date.parse(one.at) <= groupWithinMs &&
    !needsOwnLine(previous) &&
    !needsOwnLine(next)
  );
}

function isReply(message: Message): boolean {
  return message.kind === 'message' && message.direction === 'out';
}

/** What went wrong, and that a button was tapped, is said right below the bubble: it stands in a group of its own. */
function needsOwnLine(shown: ShownMessage): boolean {
  const { status, tapped, answers } = shown.message;
  return (
    tapped !== null ||
    answers !== null ||
    status === 'failed' ||
    status === 'unknown' ||
    shown.entry?.state === 'refused'
  );
}

export function isSameAuthor(one: Author, other: Author): boolean {
  if (one.kind === 'user' && other.kind === 'user') return one.id === other.id;
  return one.kind === other.kind && one.name === other.name;
}

function toRow(items: ShownMessage[], key: string): TimelineRow | null {
  const first = items[0];
  if (first === undefined) return null;
  const { author, direction, kind } = first.message;
  switch (kind) {
    case 'activity':
      return { kind: 'activities', key, items, folded: items.length >= foldFrom };
    case 'note':
      return { kind: 'notes', key, author, items };
    case 'message':
      return { kind: 'bubbles', key, side: direction === 'out' ? 'out' : 'in', author, items };
  }
}

/**
 * Names a row after what it held before, so that it stays the same row when it grows at either end:
 * what is drawn anew loses the focus and the place of whoever reads it.
 */
function createRowKeys(before: readonly TimelineRow[]): (items: readonly ShownMessage[]) => string {
  const rowOf = new Map<string, string>();
  for (const row of before) {
    if ('items' in row) for (const item of row.items) rowOf.set(item.key, row.key);
  }
  const used = new Set<string>();
  return (items) => {
    const known = items.map((item) => rowOf.get(item.key)).find((key) => key !== undefined && !used.has(key));
    let key = known ?? items[0]?.key ?? '';
    // A row that fell in two: its second half takes a name that nobody has.
    while (used.has(key)) key += '+';
    used.add(key);
    return key;
  };
}

/** The day of the reader's calendar: `2026-11-20`. */
function dateOf(at: string): string {
  const then = new Date(at);
  return `${then.getFullYear()}-${then.getMonth() + 1}-${then.getDate()}`;
}

function keepSame(row: TimelineRow, known: TimelineRow | undefined): TimelineRow {
  if (known === undefined || known.kind !== row.kind) return row;
  if (row.kind === 'day' && known.kind === 'day') return known.at === row.at ? known : row;
  if (!('items' in row) || !('items' in known)) return row;
  const same =
    known.items.length === row.items.length &&
    row.items.every((item, index) => {
      const other = known.items[index];
      return other !== undefined && other.message === item.message && other.entry === item.entry;
    });
  return same ? known : row;
}

/** The first of the `unreadCount` newest messages of the customer; null when all are read or the first is not loaded. */
export function firstUnread(messages: readonly Message[], unreadCount: number): MessageId | null {
  let left = unreadCount;
  for (let index = messages.length - 1; index >= 0 && left > 0; index -= 1) {
    const message = messages[index];
    if (message?.kind !== 'message' || message.direction !== 'in') continue;
    left -= 1;
    if (left === 0) return message.id;
  }
  return null;
}

/** How many messages and notes came after the one with this id; system lines do not count. */
export function countAfter(messages: readonly ShownMessage[], key: string | null): number {
  if (key === null) return 0;
  const index = messages.findLastIndex((shown) => shown.key === key);
  if (index < 0) return 0;
  return messages.slice(index + 1).filter((shown) => shown.message.kind !== 'activity').length;
}
