import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { conversationStatus } from '../../../contract/conversations.ts';
import { useOpenDesk } from '../../testing/open-desk.ts';
import { deriveStatus, ticketNow, type TicketFacts } from './derive-status.ts';

const desk = useOpenDesk();
const noon = new Date(Date.UTC(2026, 10, 20, 12));
const facts = (more: Partial<TicketFacts>): TicketFacts => ({
  status: 'active',
  isTouched: true,
  waitingSince: null,
  owesAnswer: false,
  ...more,
});

describe('the table of C4 (N23)', () => {
  test.each([
    ['new', { status: 'open', isTouched: false, waitingSince: noon }],
    ['opened', { status: 'open', waitingSince: noon }],
    ['opened', { status: 'active', waitingSince: noon }],
    ['pending', { status: 'active' }],
    ['pending', { status: 'waiting' }],
    ['on-hold', { status: 'waiting', owesAnswer: true }],
    ['on-hold', { status: 'waiting', owesAnswer: true, waitingSince: noon }],
    ['solved', { status: 'wrapup' }],
    ['solved', { status: 'closed' }],
  ] as const)('%s: %o', (status, more) => {
    expect(deriveStatus(facts(more))).toBe(status);
  });
});

test('the database has the same table, whatever stands in the row', async () => {
  const flags = [true, false];
  const all = conversationStatus.options.flatMap((status) =>
    flags.flatMap((isTouched) =>
      flags.flatMap((owesAnswer) =>
        [noon, null].map((waitingSince) => ({ status, isTouched, owesAnswer, waitingSince })),
      ),
    ),
  );
  for (const row of all) {
    const { rows } = await sql<{ status: string }>`
      select pagedesk_ticket_status(${row.status}, ${row.isTouched}::boolean, ${row.waitingSince}::timestamptz,
        ${row.owesAnswer}::boolean) as status`.execute(desk.db);
    expect([row, rows[0]?.status]).toEqual([row, deriveStatus(row)]);
  }
});

test('a solved ticket is closed when the page’s time for reopening is over, and not a moment before', () => {
  const solved = { ...facts({ status: 'closed' }), ticketSet: null, closedAt: noon, reopenHours: 72 };
  const end = noon.getTime() + 72 * 3_600_000;
  expect(ticketNow(solved, new Date(end))).toEqual({
    status: 'solved',
    closesAt: new Date(end).toISOString(),
  });
  expect(ticketNow(solved, new Date(end + 1))).toEqual({ status: 'closed', closesAt: null });
  expect(ticketNow({ ...solved, ticketSet: 'solved' }, new Date(end + 1)).status).toBe('solved');
});
