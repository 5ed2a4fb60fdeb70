import { describe, expect, it, test } from 'vitest';
import { conversationSummary, type ConversationSummary } from '../../../contract/conversations.ts';
import type { UserId } from '../../../contract/ids.ts';
import { countChange, isInList, keepNewerRows, placeRow, type LoadedList } from './list-order.ts';

const meId = '01990000-0000-7000-8000-0000000000aa' as UserId;
const minuteMs = 60_000;
const noonMs = Date.parse('2026-11-20T12:00:00.000Z');
const at = (minute: number) => new Date(noonMs + minute * minuteMs).toISOString();

/** Conversation `n`, last active `n` minutes after noon. */
function aRow(n: number, facts: Partial<ConversationSummary> = {}): ConversationSummary {
  const uuid = (kind: number, of = n) => `01990000-0000-7000-8${kind}00-${of.toString().padStart(12, '0')}`;
  return conversationSummary.parse({
    id: uuid(1),
    number: n,
    version: 1,
    kind: 'messenger',
    status: 'active',
    mode: 'chat',
    ticket: { status: 'opened', closesAt: null, subject: null },
    tagIds: [],
    page: {
      id: uuid(2, 1),
      name: 'Harbour & Pine',
      canSend: true,
      reason: null,
      isRemoved: false,
      color: null,
    },
    department: { id: uuid(3, 1), name: 'Orders', color: 2 },
    contact: { id: uuid(4), name: `Person ${n}`, pictureUrl: null },
    assignee: { id: meId, name: 'Maya' },
    unreadCount: 0,
    lastMessage: null,
    lastActivityAt: at(n),
    waitingSince: null,
    window: { state: 'standard', endsAt: at(n + 1440), reason: null },
    openedAt: at(0),
    closedAt: null,
    threadOwner: null,
    ...facts,
  });
}

const counters = { mine: 0, unassigned: 0, all: 0, waiting: 0, closed: 0, mineUnread: 0 };

function aList(pages: ConversationSummary[][], hasMore: boolean): LoadedList {
  return {
    pages: pages.map((items, index) => ({
      items,
      nextCursor: hasMore || index < pages.length - 1 ? `after-${index}` : null,
      counters,
    })),
    pageParams: pages.map((_, index) => (index === 0 ? null : `after-${index - 1}`)),
  };
}

const numbers = (list: LoadedList) => list.pages.map((page) => page.items.map((row) => row.number));
const mine = { view: 'mine' } as const;

describe('a loaded list', () => {
  it('moves a conversation to where its newest message puts it, over the border of pages', () => {
    const list = aList(
      [
        [aRow(9), aRow(7)],
        [aRow(5), aRow(3)],
      ],
      true,
    );
    const moved = placeRow(list, aRow(3, { version: 2, lastActivityAt: at(8) }), mine, meId);
    expect(numbers(moved)).toEqual([[9, 3, 7], [5]]);
  });

  it('keeps the pages that did not change the same objects', () => {
    const list = aList(
      [
        [aRow(9), aRow(7)],
        [aRow(5), aRow(3)],
      ],
      false,
    );
    const next = placeRow(list, aRow(5, { version: 2, unreadCount: 1 }), mine, meId);
    expect(next.pages[0]).toBe(list.pages[0]);
    expect(next.pages[1]?.items[0]?.unreadCount).toBe(1);
  });

  it('is the same object for a copy that is not newer', () => {
    const list = aList([[aRow(9), aRow(7)]], false);
    expect(placeRow(list, aRow(9, { unreadCount: 4 }), mine, meId)).toBe(list);
  });

  it('takes in what begins to belong, and lets go what no longer does', () => {
    const list = aList([[aRow(9), aRow(5)]], false);
    const withNew = placeRow(list, aRow(7), mine, meId);
    expect(numbers(withNew)).toEqual([[9, 7, 5]]);
    expect(numbers(placeRow(withNew, aRow(7, { version: 2, assignee: null }), mine, meId))).toEqual([[9, 5]]);
  });

  it('leaves what stands behind the loaded part to its own page', () => {
    const list = aList([[aRow(9), aRow(7)]], true);
    expect(placeRow(list, aRow(2), mine, meId)).toBe(list);
    expect(numbers(placeRow(list, aRow(9, { version: 2, lastActivityAt: at(1) }), mine, meId))).toEqual([
      [7],
    ]);
  });

  it('adds at the end when there is no more behind it', () => {
    expect(numbers(placeRow(aList([[aRow(9)]], false), aRow(2), mine, meId))).toEqual([[9, 2]]);
    expect(numbers(placeRow(aList([[]], false), aRow(2), mine, meId))).toEqual([[2]]);
  });

  it('does not take in by itself what only the server can match with words', () => {
    const list = aList([[aRow(9)]], false);
    expect(placeRow(list, aRow(8), { ...mine, q: 'lund' }, meId)).toBe(list);
  });

  it('stands by the end of the first day, then come those past it, newest first, then who never wrote', () => {
    const query = { ...mine, sort: 'window' } as const;
    const human = (endsAt: string) => ({ window: { state: 'human-agent' as const, endsAt, reason: null } });
    const never = { window: { state: 'closed' as const, endsAt: null, reason: 'never-wrote' as const } };
    const over = { window: { state: 'closed' as const, endsAt: at(-60), reason: 'over-24-hours' as const } };
    const list = aList([[aRow(1), aRow(4), aRow(6, over), aRow(5, human(at(2880))), aRow(2, never)]], false);
    expect(numbers(placeRow(list, aRow(3), query, meId))).toEqual([[1, 3, 4, 6, 5, 2]]);
    const lateHuman = aRow(1, { version: 2, ...human(at(6 * 1440 - 30)) });
    expect(numbers(placeRow(list, lateHuman, query, meId))).toEqual([[4, 1, 6, 5, 2]]);
  });

  it('stands by who waits longest, then come those whom nobody owes an answer, newest first', () => {
    const query = { ...mine, sort: 'waiting' } as const;
    const list = aList(
      [[aRow(3, { waitingSince: at(-20) }), aRow(1, { waitingSince: at(-10) }), aRow(9), aRow(2)]],
      false,
    );
    expect(numbers(placeRow(list, aRow(4, { waitingSince: at(-15) }), query, meId))).toEqual([
      [3, 4, 1, 9, 2],
    ]);
    expect(numbers(placeRow(list, aRow(3, { version: 2 }), query, meId))).toEqual([[1, 9, 3, 2]]);
  });

  it('finds closed ones, too, when words are looked for in all', () => {
    const list = aList([[aRow(9)]], false);
    const closed = aRow(9, { version: 2, status: 'closed' });
    expect(numbers(placeRow(list, closed, { view: 'all', q: 'lund' }, meId))).toEqual([[9]]);
    expect(numbers(placeRow(list, closed, { view: 'all' }, meId))).toEqual([[]]);
  });

  it('keeps rows that events had brought further than the answer', () => {
    const newer = aRow(9, { version: 5, unreadCount: 2 });
    const before = aList([[newer, aRow(7)]], false);
    const kept = keepNewerRows(before, aList([[aRow(9), aRow(7)]], false));
    expect(kept.pages[0]?.items[0]).toBe(newer);
    expect(kept.pages[0]?.items[1]).toBe(before.pages[0]?.items[1]);
  });
});

describe('the counters', () => {
  const full = { mine: 3, unassigned: 2, all: 9, waiting: 0, closed: 5, mineUnread: 1 };

  it('follow a conversation from one view to another', () => {
    const before = aRow(1, { assignee: null, status: 'open', unreadCount: 1 });
    const after = aRow(1, { version: 2, unreadCount: 1 });
    expect(countChange(full, before, after, meId)).toEqual({
      ...full,
      mine: 4,
      unassigned: 1,
      mineUnread: 2,
    });
    const closed = aRow(1, { version: 3, status: 'closed', unreadCount: 1 });
    expect(countChange(full, after, closed, meId)).toEqual({
      ...full,
      mine: 2,
      all: 8,
      closed: 6,
      mineUnread: 0,
    });
  });

  it('cannot be told where they are capped', () => {
    const before = aRow(1);
    const after = aRow(1, { version: 2, status: 'closed' });
    expect(countChange({ ...full, all: 1_000 }, before, after, meId)).toBeNull();
  });
});

describe('the list of tickets', () => {
  const ticket = (
    status: ConversationSummary['ticket']['status'],
    facts: Partial<ConversationSummary> = {},
  ) => aRow(1, { mode: 'ticket', ticket: { status, closesAt: null, subject: null }, ...facts });

  test('holds what is worked on as a ticket, and of a status only those that have it', () => {
    expect(isInList(ticket('new'), { mode: 'ticket' }, meId)).toBe(true);
    expect(isInList(aRow(1), { mode: 'ticket' }, meId)).toBe(false);
    expect(isInList(ticket('new'), { mode: 'ticket', ticket: 'opened' }, meId)).toBe(false);
    expect(isInList(ticket('opened'), { mode: 'ticket', ticket: 'opened' }, meId)).toBe(true);
  });

  test('shows ended ones when they are asked for, and else not', () => {
    const solved = ticket('solved', { status: 'closed', closedAt: at(2) });
    expect(isInList(solved, { mode: 'ticket' }, meId)).toBe(false);
    expect(isInList(solved, { mode: 'ticket', ticket: 'solved' }, meId)).toBe(true);
    const over = { ...solved, ticket: { ...solved.ticket, closesAt: at(3) } };
    expect(isInList(over, { mode: 'ticket', ticket: 'solved' }, meId)).toBe(false);
    expect(isInList(over, { mode: 'ticket', ticket: 'closed' }, meId)).toBe(true);
  });
});
